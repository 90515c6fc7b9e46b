import type { Failure } from './failure.ts';
import type { MemberId } from './ids.ts';

/** What a step acts on, as text and as data. */
export type StepTarget =
  | { readonly kind: 'member'; readonly text: string; readonly member: MemberId; readonly endpoint: string | null }
  | { readonly kind: 'endpoint'; readonly text: string; readonly endpoint: string }
  | { readonly kind: 'cluster'; readonly text: string };

/** One step of a plan of operations. */
export interface PlannedStep {
  /** What it does, as a sentence without a full stop: `Move the leader to etcd-2`. */
  readonly name: string;
  readonly target: StepTarget;
  /** What must hold, as a sentence without a full stop. It is checked when planned, and again just before the step runs. */
  readonly precondition: string;
  /** How the outcome is found out where the answer is lost, as the end of `Settled by`: `asking which member leads`. */
  readonly settledBy: string;
  /**
   * What follows when it fails. A step of unknown outcome always stops the plan: what comes next may have relied on it, and
   * it may still happen.
   */
  readonly onFailure: 'stop' | 'goOn';
}

/** Steps that are executed one after the other, in this order. */
export interface OperationsBody {
  readonly kind: 'operations';
  readonly steps: readonly PlannedStep[];
}

/** How a step stands. */
export type StepState =
  /** It was not begun, and nothing of it was sent. */
  | { readonly state: 'waiting' }
  | { readonly state: 'started' }
  /** The server confirmed it; or, where `wasAnswerLost`, what it is for was found to hold. */
  | { readonly state: 'done'; readonly wasAnswerLost: boolean }
  /** What it is for held already, so that nothing was sent. */
  | { readonly state: 'skipped' }
  /** Its precondition did not hold, or the server refused it: it did not happen, and cannot any more. */
  | { readonly state: 'failed'; readonly failure: Failure }
  /** Its answer was lost and nothing tells whether it happened. It may still happen. */
  | { readonly state: 'unknown'; readonly failure: Failure };
