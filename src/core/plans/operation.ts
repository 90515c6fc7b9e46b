import type { PlannedStep } from '../../contract/operations.ts';

/** What asking the cluster tells of an operation whose answer was lost. */
export type OperationVerdict =
  /** What it is for holds. */
  | 'done'
  /** It did not happen, and cannot any more. */
  | 'notDone'
  /** Neither can be told: it may still happen. */
  | 'unknown';

/**
 * One step of a plan of operations: a call that changes the cluster and that no transaction guards. It is sent once.
 * Its aim is a state of the cluster (`etcd-2 leads`), so that reading that state settles it, even if another client
 * brought it about.
 */
export interface Operation {
  /** What it is, for the plan. Asks nothing. */
  describe(): PlannedStep;
  /**
   * Looks just before it runs. `needed`: its precondition holds. `met`: what it is for holds already, and nothing is to be
   * sent. Fails where the precondition does not hold.
   */
  check(signal: AbortSignal): Promise<'needed' | 'met'>;
  /** Does it. Fails with `OutcomeUnknown` where the answer is lost, and as the server refuses it. */
  run(signal: AbortSignal): Promise<void>;
  /** Asks the cluster what became of it once the answer was lost. Waits for a member that tells, within reason. */
  settle(signal: AbortSignal): Promise<OperationVerdict>;
}
