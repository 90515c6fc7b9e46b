import type { AlarmType } from '../../../contract/cluster.ts';
import type { ErrorCode, Failure } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import { memberName } from '../../../contract/member-name.ts';
import { quorumAround, type World, type WorldMember } from '../../members/membership-rules.ts';
import { defragmentsDuringSnapshot, fixOf } from '../../members/version-defects.ts';

/** How far behind the leader a member may be, in log entries. */
const mostBehind = 100;

/**
 * Returns why members must not be defragmented now; `null` where they may. The server refuses none of this. What passes
 * by itself has `retry`.
 */
export function defragmentRefusal(
  targets: readonly MemberId[],
  world: World,
  alarms: readonly AlarmType[],
): Failure | null {
  const learner = world.members.find(({ id, isLearner }) => isLearner && targets.includes(id));
  if (learner !== undefined) {
    return refusal('NotSupportedForLearner', `${memberName(learner)} is a learner, which does not defragment`, learner);
  }
  if (alarms.includes('CORRUPT')) {
    return refusal('Corrupt', 'the alarm CORRUPT is raised: find the member that differs and replace it first', null);
  }
  return refusedBySilence(world) ?? refusedByVersion(world) ?? refusedByLag(world);
}

/** With one member silent, a defragmentation silences a second one. Its `name` and `state` are in the detail. */
function refusedBySilence(world: World): Failure | null {
  const silent = world.members.find(({ isAnswering }) => !isAnswering);
  if (silent === undefined) return null;
  const { healthy, needed } = quorumAround([], world).before;
  const detail = { name: memberName(silent), state: silent.isStarted ? 'silent' : 'notStarted' };
  const message = silent.isStarted
    ? `${memberName(silent)} does not answer, or does not follow the leader: wait for it, or start it, first`
    : `${memberName(silent)} was added and has not started: start or remove it first`;
  if (healthy - 1 < needed) return refusal('QuorumAtRisk', message, silent, { ...detail, left: healthy - 1, needed });
  return refusal('Unhealthy', message, silent, detail);
}

/** A member that takes over a snapshot while it is defragmented may be damaged; a learner may be given one any time. */
function refusedByVersion({ members }: World): Failure | null {
  const learner = members.find(({ isLearner }) => isLearner);
  if (learner === undefined) return null;
  const versions = members.map(({ version }) => ({
    version: version ?? 'of an unknown version',
    fixed: version === null ? '3.5.23 or 3.6.5' : fixOf(defragmentsDuringSnapshot, version),
  }));
  const unsafe = versions.find(({ fixed }) => fixed !== null);
  if (unsafe === undefined) return null;
  const message = `etcd ${unsafe.version} may damage a database that is defragmented while it takes over a snapshot, and ${memberName(learner)} is a learner: promote or remove it first`;
  return refusal('VersionUnsafe', message, learner, { fixed: unsafe.fixed ?? '' });
}

function refusedByLag({ members }: World): Failure | null {
  const lagging = members.find(({ behind }) => behind !== null && behind >= mostBehind);
  if (lagging === undefined) return null;
  const behind = lagging.behind ?? 0;
  return refusal('MemberLagging', `${memberName(lagging)} is ${behind} log entries behind the leader`, lagging, {
    behind,
  });
}

/** What passes by itself. */
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['MemberLagging', 'QuorumAtRisk', 'Unhealthy']);

function refusal(
  code: ErrorCode,
  message: string,
  member: Pick<WorldMember, 'id'> | null,
  detail: Readonly<Record<string, string | number>> = {},
): Failure {
  return {
    ...{ code, message, operation: 'defragment', retry: passing.has(code) },
    ...(member === null ? {} : { member: member.id }),
    ...(Object.keys(detail).length === 0 ? {} : { detail }),
  };
}
