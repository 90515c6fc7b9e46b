import type { LabEvent } from '../../../../../contract/lab/events.ts';
import type { LabFrame } from '../../../../../contract/lab/frames.ts';
import type { LabWriteNotice } from '../../../../../contract/lab/writes.ts';
import type { LabInfo } from '../../../../../contract/lab.ts';

/** A write that was begun in this window. */
export interface LessonWrite {
  /** Milliseconds since 1970, by this window's clock. */
  readonly startedAt: number;
  /** The `seq` of the newest event when it began; 0 without any. */
  readonly afterEvent: number;
  readonly via: string;
  readonly notices: readonly LabWriteNotice[];
}

/** What lessons look at: nothing but what was observed, as it is now, wherever the timeline stands. */
export interface LessonWorld {
  readonly lab: LabInfo;
  /** The newest one; `null` before the first. */
  readonly frame: LabFrame | null;
  /** All that are kept, the oldest first. */
  readonly events: readonly LabEvent[];
  /** The writes begun in this window, the oldest first; those that go on too. */
  readonly writes: readonly LessonWrite[];
}

/** What lessons offer to do. The acts that they teach are done by the screen's own buttons. */
export interface LessonActs {
  readonly heal: () => void;
  readonly reset: () => void;
  /** Stops this lab, and starts another one. */
  readonly startLab: (members: number) => void;
}
