import type { MemberStatus, Quorum } from '../../contract/cluster.ts';
import type { ErrorCode, Failure } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import { memberName } from '../../contract/member-name.ts';
import { quorumOf } from './quorum.ts';
import { fixOf, forgetsLearner, refusesToAdd, type VersionDefect, versionParts } from './version-defects.ts';

/** A member as it is just before an act. */
export interface WorldMember {
  readonly id: MemberId;
  readonly name: string;
  readonly peerURLs: readonly string[];
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

/**
 * How many entries a leader keeps for those behind it (`SnapshotCatchUpEntries`, 3.4 to 3.7). A member that lacks more
 * needs a snapshot of the whole database.
 */
export const catchUpEntries = 5_000;

/**
 * Returns why a change must not be made now; `null` where it may. A server refuses only some of this: it counts a frozen
 * member as connected (3.5 to 3.7), and promotes a frozen learner. `QuorumAtRisk` has `left` and `needed` in its detail,
 * `VersionUnsafe` has `fixed`.
 */
export function membershipRefusal(change: MembershipChange, world: World): Failure | null {
  const found = change.kind === 'add' ? null : world.members.find(({ id }) => id === change.member);
  if (change.kind !== 'add' && found === undefined) {
    return refusal(change, 'MemberNotFound', `the cluster has no member ${change.member}`);
  }
  const target = found ?? null;
  return (
    refusedForMember(change, target, world) ??
    refusedNow(change, world) ??
    refusedWhileBusy(change, target, world) ??
    refusedAfter(change, target, world) ??
    refusedByVersion(change, target, world) ??
    refusedWhileLagging(change, target, world)
  );
}

/**
 * Returns the quorum before and after changes, one after another. A member added counts as not healthy, and a learner
 * added has no vote.
 */
export function quorumAround(
  changes: readonly MembershipChange[],
  { members }: World,
): { readonly before: Quorum; readonly after: Quorum } {
  const now = members.map(({ id, isLearner, isAnswering }) => ({ id, isLearner, healthy: isAnswering }));
  return { before: quorumOf(now), after: quorumOf(changes.reduce(changed, now)) };
}

/**
 * Returns whether a member of this version may forget a promotion when it is upgraded to 3.6: 3.5.1 to 3.5.19 do not
 * write it where 3.6 reads it, and up to 3.5.23 a member that is added takes that over with an older one's snapshot.
 */
export function forgetsPromotion(version: string | null): boolean {
  const parts = version === null ? null : versionParts(version);
  return parts?.minor === 5 && parts.patch >= 1 && parts.patch <= 23;
}

interface Voice {
  readonly id: MemberId | null;
  readonly isLearner: boolean;
  readonly healthy: boolean;
}

function changed(members: readonly Voice[], change: MembershipChange): readonly Voice[] {
  switch (change.kind) {
    case 'add':
      return [...members, { id: null, isLearner: change.isLearner, healthy: false }];
    case 'promote':
      return members.map((member) => (member.id === change.member ? { ...member, isLearner: false } : member));
    case 'remove':
      return members.filter(({ id }) => id !== change.member);
    case 'update':
      return members;
  }
}

/** What the member itself does not allow, however the cluster is. */
function refusedForMember(change: MembershipChange, target: WorldMember | null, { members }: World): Failure | null {
  if (target === null) return null;
  const name = memberName(target);
  if (change.kind === 'promote') {
    if (!target.isLearner) return refusal(change, 'MemberNotLearner', `${name} is a voting member already`);
    if (!target.isStarted) return refusal(change, 'LearnerNotReady', `${name} has not started yet`);
    if (!target.isAnswering) {
      return refusal(change, 'LearnerNotReady', `${name} does not answer, or does not follow the leader`);
    }
    if (isLagging(target)) return refusal(change, 'LearnerNotReady', `${name} is ${target.behind} entries behind`);
  }
  if (change.kind === 'remove' && !target.isLearner && members.filter(isVoter).length === 1) {
    return refusal(change, 'LastVoter', `${name} is the last voting member`);
  }
  return null;
}

/** A change of members is an entry of the log: without a quorum the server hangs, and may do it much later. */
function refusedNow(change: MembershipChange, world: World): Failure | null {
  const { voters, healthy, needed, hasQuorum } = quorumAround([], world).before;
  const detail = { left: healthy, needed };
  if (!hasQuorum) {
    const silent = listed(world.members.filter((member) => isVoter(member) && !member.isAnswering));
    const message = `${healthy} of ${voters} voting members answer and ${needed} are needed: start ${silent} first`;
    return refusal(change, 'QuorumAtRisk', message, detail);
  }
  if (world.members.some(({ isLeader }) => isLeader)) return null;
  return refusal(change, 'QuorumAtRisk', 'no member leads now: wait until one is elected', detail);
}

/** One change at a time. A member that does not answer, or a learner, can be removed whatever else is unfinished. */
function refusedWhileBusy(change: MembershipChange, target: WorldMember | null, { members }: World): Failure | null {
  if (change.kind === 'update') return null;
  // What finishes a change: taking back the member that was added.
  if (change.kind === 'remove' && (target?.isAnswering === false || target?.isLearner === true)) return null;
  const learner = members.find((member) => member.isLearner && member !== target);
  if (change.kind === 'add' && learner !== undefined) {
    const message = `${memberName(learner)} is a learner already: promote or remove it first`;
    return refusal(change, 'TooManyLearners', message, {}, learner.id);
  }
  const unstarted = members.find((member) => !member.isStarted && member !== target);
  if (unstarted !== undefined) {
    const message = `${memberName(unstarted)} was added and has not started: start or remove it first`;
    return refusal(change, 'MembershipBusy', message, {}, unstarted.id);
  }
  if (change.kind === 'remove' && learner !== undefined) {
    const message = `${memberName(learner)} is a learner that waits: promote or remove it first`;
    return refusal(change, 'MembershipBusy', message, {}, learner.id);
  }
  return null;
}

/** Writes must go on with the members that are left, even when a member that was added never starts. */
function refusedAfter(change: MembershipChange, target: WorldMember | null, world: World): Failure | null {
  const { before, after } = quorumAround([change], world);
  const silent = world.members.filter((member) => isVoter(member) && !member.isAnswering && member !== target);
  const first = silent.length === 0 ? '' : `: start or remove ${listed(silent)} first`;
  if (after.healthy < after.needed) {
    const alone =
      change.kind === 'add' && before.voters === 1 ? ': add it as a learner, and promote it once it follows' : first;
    const message = `${after.healthy} of ${after.voters} voting members would be healthy, and ${after.needed} are needed${alone}`;
    return refusal(change, 'QuorumAtRisk', message, { left: after.healthy, needed: after.needed });
  }
  if (change.kind !== 'add' || silent.length === 0) return null;
  const version = unsafe(refusesToAdd, world);
  if (version !== null) {
    const message = `etcd ${version.version} adds no member while a voting member does not answer: remove ${listed(silent)} first`;
    return refusal(change, 'VersionUnsafe', message, { fixed: version.fixed });
  }
  // Servers count one voter more for a learner as well (3.5.30, 3.6.11, 3.7).
  const asVoter = quorumAround([{ kind: 'add', isLearner: false }], world).after;
  if (asVoter.healthy >= asVoter.needed) return null;
  const message = `etcd adds a member, a learner too, while ${asVoter.needed} voting members answer${first}`;
  return refusal(change, 'Unhealthy', message, { left: before.healthy, needed: asVoter.needed });
}

/** With no version known, none is known to be safe. */
function refusedByVersion(change: MembershipChange, target: WorldMember | null, world: World): Failure | null {
  if (change.kind !== 'update' || target?.isLearner !== true) return null;
  const isUnknown = world.members.every(({ version }) => version === null);
  const found = unsafe(forgetsLearner, world);
  if (found === null && !isUnknown) return null;
  const { version, fixed } = found ?? { version: 'of an unknown version', fixed: '3.5.31 or 3.6.12' };
  const message = `etcd ${version} makes ${memberName(target)} a voting member with this, ready or not: remove it, and add it with the new URLs`;
  return refusal(change, 'VersionUnsafe', message, { fixed });
}

/** A member that needs a snapshot is missing from the quorum for as long as that takes. */
function refusedWhileLagging(change: MembershipChange, target: WorldMember | null, { members }: World): Failure | null {
  if (change.kind === 'remove' && target !== null && (!target.isAnswering || isLagging(target))) return null;
  const lagging = members.find((member) => member.isStarted && member.isAnswering && isLagging(member));
  if (lagging === undefined) return null;
  const message = `${memberName(lagging)} is ${lagging.behind} entries behind the leader, which keeps ${catchUpEntries}`;
  return refusal(change, 'MemberLagging', message, { behind: lagging.behind ?? 0 }, lagging.id);
}

/** Returns a known version with a defect: every member does what the log says, each by its own binary. */
function unsafe(
  defect: VersionDefect,
  { members }: World,
): { readonly version: string; readonly fixed: string } | null {
  for (const { version } of members) {
    const fixed = version === null ? null : fixOf(defect, version);
    if (version !== null && fixed !== null) return { version, fixed };
  }
  return null;
}

const isVoter = ({ isLearner }: WorldMember): boolean => !isLearner;

const isLagging = ({ behind }: WorldMember): boolean => behind !== null && behind > catchUpEntries;

const listed = (members: readonly Pick<MemberStatus, 'id' | 'name' | 'peerURLs'>[]): string =>
  members.map(memberName).join(', ');

/** The call of etcd's API that makes a change. */
export const membershipCalls = {
  add: 'memberAdd',
  promote: 'memberPromote',
  remove: 'memberRemove',
  update: 'memberUpdate',
} as const;

/** What passes by itself. */
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['LearnerNotReady', 'MemberLagging']);

/** `member`: whom it is about, where that is not the one to change. */
function refusal(
  change: MembershipChange,
  code: ErrorCode,
  message: string,
  detail: Readonly<Record<string, string | number>> = {},
  member: MemberId | null = change.kind === 'add' ? null : change.member,
): Failure {
  return {
    code,
    message,
    operation: membershipCalls[change.kind],
    retry: passing.has(code),
    ...(member === null ? {} : { member }),
    ...(Object.keys(detail).length === 0 ? {} : { detail }),
  };
}
