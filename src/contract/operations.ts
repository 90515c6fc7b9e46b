import type { AccessChange } from './access.ts';
import type { Failure } from './failure.ts';
import type { LeaseId, MemberId } from './ids.ts';
import type { PerformanceResult } from './maintenance.ts';
import type { PeerURLCheck } from './member-start.ts';

/** The target of a step, as text and as data. */
export type StepTarget =
  | { readonly kind: 'member'; readonly text: string; readonly member: MemberId; readonly endpoint: string | null }
  | { readonly kind: 'endpoint'; readonly text: string; readonly endpoint: string }
  | { readonly kind: 'cluster'; readonly text: string };

/** One step of a plan of operations. */
export interface PlannedStep {
  /** What it does, as a sentence without a full stop: `Move the leader to etcd-2`. */
  readonly name: string;
  readonly target: StepTarget;
  /**
   * The condition of the step, as a sentence without a full stop. Checked when planned and just before the step runs.
   */
  readonly precondition: string;
  /** How the outcome is found out when the answer is lost, as the end of `Settled by`: `asking which member leads`. */
  readonly settledBy: string;
  /**
   * What the plan does when the step fails. A step of unknown outcome always stops the plan: the next steps may rely on
   * it, and it may still happen.
   */
  readonly onFailure: 'stop' | 'goOn';
  /** How long it is expected to take, in milliseconds; `null`: a moment. */
  readonly expectedMs: number | null;
}

/** What a step brought about, beside its state. */
export type StepResult =
  | { readonly kind: 'memberAdded'; readonly member: MemberId }
  /** The sizes of the database file before and after, in bytes; `null`: not known. */
  | {
      readonly kind: 'defragmented';
      readonly member: MemberId;
      readonly before: number | null;
      readonly after: number | null;
    }
  | { readonly kind: 'compacted'; readonly revision: number }
  /** The TTL that the server has granted, in seconds. */
  | { readonly kind: 'leaseGranted'; readonly lease: LeaseId; readonly ttl: number }
  | { readonly kind: 'performance'; readonly performance: PerformanceResult };

/** The steps of a plan, executed one after the other in this order. */
export interface OperationsBody {
  readonly kind: 'operations';
  readonly steps: readonly PlannedStep[];
  /** The peer URLs behind `OddPeerURL`; empty without that. */
  readonly oddPeerURLs: readonly OddPeerURL[];
  /** Who gains and who loses which ranges; absent in plans that leave users and roles as they are. */
  readonly accessChanges?: readonly AccessChange[];
  /** The keys that are deleted with their leases; absent in plans that delete none. */
  readonly attachedKeys?: AttachedKeys;
}

/** The keys attached to leases. */
export interface AttachedKeys {
  readonly count: number;
  /** The first of them, lease by lease. */
  readonly first: readonly Uint8Array[];
}

/** A peer URL that the server accepts and that is seldom meant, and why. */
export type OddPeerURL = Pick<PeerURLCheck, 'url' | 'warnings'>;

/** The state of a step. */
export type StepState =
  /** It has not started; nothing was sent. */
  | { readonly state: 'waiting' }
  | { readonly state: 'started' }
  /** The server confirmed it; with `wasAnswerLost`, its effect was found to be there. */
  | { readonly state: 'done'; readonly wasAnswerLost: boolean }
  /** Its effect was there already; nothing was sent. */
  | { readonly state: 'skipped' }
  /** Its precondition did not hold, or the server refused it: it did not happen, and no longer can. */
  | { readonly state: 'failed'; readonly failure: Failure }
  /**
   * Its outcome is unknown, and it may still happen: its answer was lost or, with `answer` as `confirmed` in the failure's
   * detail, a member has confirmed it and nothing that was read since shows it.
   */
  | { readonly state: 'unknown'; readonly failure: Failure };

/** Returns the member that was added, or `null`. */
export function addedMember(results: readonly (StepResult | null)[]): MemberId | null {
  return results.find((result) => result?.kind === 'memberAdded')?.member ?? null;
}
