import type { Quorum } from '../../contract/cluster.ts';
import type { Failure } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';

/** A member as it is just before an act. */
export interface WorldMember {
  readonly id: MemberId;
  readonly name: string;
  readonly isLearner: boolean;
  readonly isStarted: boolean;
  readonly isLeader: boolean;
  /**
   * A voter: whether it answered a read through the log within the last second. A learner: whether its status came twice
   * and its applied index moved with the leader's.
   */
  readonly isAnswering: boolean;
  readonly version: string | null;
  /** How many log entries it has still to apply, by the leader's index; `null` where not known. */
  readonly behind: number | null;
}

/** The members of a cluster as they are just before an act. */
export interface World {
  readonly members: readonly WorldMember[];
}

/** A change of members. */
export type MembershipChange =
  | { readonly kind: 'add'; readonly isLearner: boolean }
  | { readonly kind: 'promote'; readonly member: MemberId }
  | { readonly kind: 'remove'; readonly member: MemberId }
  | { readonly kind: 'update'; readonly member: MemberId };

/** STAND-IN: returns why a change must not be made now; `null` where it may. */
export function membershipRefusal(_change: MembershipChange, _world: World): Failure | null {
  return null;
}

/** STAND-IN: returns the quorum before and after a change. A member added counts as not healthy. */
export function quorumAround(
  _changes: readonly MembershipChange[],
  _world: World,
): { readonly before: Quorum; readonly after: Quorum } {
  const none: Quorum = { voters: 0, healthy: 0, needed: 1, tolerance: 0, hasQuorum: false };
  return { before: none, after: none };
}
