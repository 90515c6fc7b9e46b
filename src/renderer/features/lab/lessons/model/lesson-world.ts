import type { LabEvent } from '../../../../../contract/lab/events.ts';
import type { LabFrame } from '../../../../../contract/lab/frames.ts';
import type { LabInfo } from '../../../../../contract/lab.ts';
import type { PastWrite } from '../../model/lab-trials.ts';

/** What lessons look at: nothing but what was observed, as it is now, wherever the timeline stands. */
export interface LessonWorld {
  readonly lab: LabInfo;
  /** The newest one; `null` before the first. */
  readonly frame: LabFrame | null;
  /** All that are kept, the oldest first. */
  readonly events: readonly LabEvent[];
  /** The writes begun in this window, the oldest first; those that go on too. */
  readonly writes: readonly PastWrite[];
}

/** What lessons offer to do. The acts that they teach are done by the screen's own buttons. */
export interface LessonActs {
  readonly heal: () => void;
  readonly reset: () => void;
  /** Offers another lab, with a number of members to choose. */
  readonly startAnother: () => void;
}
