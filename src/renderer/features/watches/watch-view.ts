import type { Failure } from '../../../contract/failure.ts';
import type { TableRows } from '../../ui/table-rows.ts';
import type { LogRow } from './event-log.ts';
import type { WatchPhase } from './watch-notes.ts';

/** A watch as it is drawn. */
export interface WatchView {
  readonly phase: WatchPhase;
  readonly failure: Failure | null;
  /** The revision that it continues from, or ended before; `null` before the first notice. */
  readonly next: number | null;
  /** The compaction that ended the watch. */
  readonly compactRevision: number | null;
  /** What fits the filter, the newest first; while paused, of what was there at the pause. */
  readonly rows: TableRows<LogRow>;
  /** Events that are kept. */
  readonly kept: number;
  /** Events among the rows. */
  readonly shown: number;
  /** The filter has not looked at all of them yet. */
  readonly isSearching: boolean;
  readonly events: number;
  readonly dropped: number;
  /** Events a second. */
  readonly rate: number;
  /** The rates of the last two minutes, oldest first. */
  readonly course: readonly number[];
  readonly isPaused: boolean;
  /** Events that have come since the pause. */
  readonly unseen: number;
  /** Paused, and nothing more is kept: what comes waits at the member. */
  readonly isHeld: boolean;
  /** The desktop is told of events that fit the filter. */
  readonly isNotifying: boolean;
  /** New events are in clear. Events that came covered stay so. */
  readonly isRevealed: boolean;
}

/** From where an ended watch starts again: where it was, the oldest revision whose events are kept, or now. */
export type StartAgain = 'there' | 'oldest' | 'now';
