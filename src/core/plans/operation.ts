import type { PlannedStep, StepResult } from '../../contract/operations.ts';

/** The outcome of an operation whose answer was lost, by the cluster's state. */
export type OperationVerdict =
  /** Its aim is reached. */
  | 'done'
  /** It did not happen, and can no longer happen. */
  | 'notDone'
  /** Neither is certain: it may still happen. */
  | 'unknown';

/**
 * One step of a plan of operations: a call that changes the cluster and that no transaction guards. It is sent once.
 * Its aim is a state of the cluster (`etcd-2 leads`), so that reading that state settles it, even if another client
 * brought it about.
 */
export interface Operation {
  /** Describes it for the plan. Makes no call. */
  describe(): PlannedStep;
  /**
   * Checks the precondition just before the call. `needed`: it holds. `met`: the aim is reached already, and nothing is
   * sent. Fails where the precondition does not hold.
   */
  check(signal: AbortSignal): Promise<'needed' | 'met'>;
  /**
   * Makes the call. Fails with `OutcomeUnknown` where the answer is lost, and as the server refuses it. `stopped` aborts
   * when the operator stops the plan: only an operation that leaves nothing half done heeds it.
   */
  run(signal: AbortSignal, stopped: AbortSignal): Promise<void>;
  /**
   * Reads the cluster's state after a lost answer and returns the outcome. Waits for a member that can answer, within a
   * bound.
   */
  settle(signal: AbortSignal): Promise<OperationVerdict>;
  /** Returns what it brought about, once that is known. Absent where there is nothing to tell beside its state. */
  result?(): StepResult | null;
}
