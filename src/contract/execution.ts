import type { Failure } from './failure.ts';
import type { StepResult, StepState } from './operations.ts';
import type { TransactionOutcome } from './transactions.ts';

/** A notice of an execution: the progress, then the report. `done` counts only what the server confirmed. */
export type ExecutionNotice =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  /** The state of a step changed; steps of a plan of operations count from 0. */
  | { readonly kind: 'step'; readonly step: number; readonly state: StepState }
  | { readonly kind: 'ended'; readonly report: ExecutionReport };

/** What was done. It claims only what was confirmed or found out. */
export type ExecutionReport = KeysReport | OperationsReport;

interface ReportCounts {
  /** `stopped`: not everything was done. */
  readonly outcome: 'done' | 'stopped';
  /** How many key changes or steps the server confirmed, or were found to have happened. */
  readonly done: number;
  /** How many were not sent, were refused by the server, or can no longer happen. */
  readonly notDone: number;
  /** How many have an unknown outcome, because their answer was lost. */
  readonly unknown: number;
  /**
   * Whether the unknown ones may still happen. For key changes, `journal.corrections` reports when they do, and
   * `planFence` rules it out.
   */
  readonly mayStillHappen: boolean;
  /** The first reason why not everything was done. `Conflict` names the key in its detail. */
  readonly failure: Failure | null;
  /** The id of its journal entry, or `null` when the journal has none. */
  readonly journalEntry: string | null;
}

/** The report of a plan of keys. */
export interface KeysReport extends ReportCounts {
  readonly kind: 'keys';
  /** The first key that was not done, to continue from. */
  readonly stoppedAt: Uint8Array | null;
  /** The revision after the last confirmed transaction. */
  readonly revision: number | null;
  /** What a `transaction` did; absent where its answer was lost, where nothing was done, and for every other act. */
  readonly transaction?: TransactionOutcome;
}

/** The report of a plan of operations. Skipped steps count as neither done nor not done. */
export interface OperationsReport extends ReportCounts {
  readonly kind: 'operations';
  /** The state of each step, in the order of the plan. */
  readonly steps: readonly StepState[];
  /** What each step brought about, in the same order; `null`: nothing to tell of. */
  readonly results: readonly (StepResult | null)[];
}
