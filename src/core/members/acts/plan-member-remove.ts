import type { MemberId } from '../../../contract/ids.ts';
import { memberName } from '../../../contract/member-name.ts';
import type { PlansApi } from '../../../contract/plans.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import type { Planner } from '../../plans/planning.ts';
import { requireMember } from '../require-member.ts';
import type { SeenWorld } from '../world.ts';
import { refuseChange } from './member-act.ts';
import { type MemberPlanParts, obstacleOf, planMembers, votesAround } from './member-planner.ts';
import { bestFollower, MoveLeader } from './move-leader.ts';
import { removeMember } from './remove-member.ts';

/** Plans to remove a member; where it leads, another one leads first. */
export function planMemberRemove(
  parts: MemberPlanParts,
  { connection, member }: Parameters<PlansApi['planMemberRemove']>[0],
  signal: AbortSignal,
): Planner {
  return planMembers(
    parts,
    connection,
    ({ held, on, seen, lineAt }) => {
      const target = requireMember(seen.members, member);
      const change = { kind: 'remove', member } as const;
      const next = seen.leader.id === member ? bestFollower(seen) : null;
      const { quorum, consequences } = votesAround([change], seen);
      const isStarted = seen.world.members.some(({ id, isStarted }) => id === member && isStarted);
      return {
        act: 'memberRemove',
        what: memberName(target),
        operations: [...(next === null ? [] : [new MoveLeader(on, next)]), removeMember(on, target)],
        obstacle: obstacleOf(() => refuseChange(change, seen.world)),
        consequences: [
          ...(isStarted ? (['DiscardsMember'] as const) : []),
          ...(leadsToOnly(held, seen, member) ? (['LosesEndpoints'] as const) : []),
          ...(next === null ? [] : (['ChangesLeader'] as const)),
          ...consequences,
        ],
        etcdctl: [
          ...(next === null ? [] : [lineAt(seen.leader.endpoint, ['move-leader', next.id])]),
          lineAt(next?.endpoint ?? seen.leader.endpoint, ['member', 'remove', member]),
        ],
        quorum,
        confirmedBy: memberName(target),
      };
    },
    signal,
  );
}

/** Whether a connection that learns no other endpoints has those of one member only. */
function leadsToOnly({ profile }: OpenConnection, { status }: SeenWorld, member: MemberId): boolean {
  const row = status.members.find(({ id }) => id === member);
  if (row === undefined || profile.learnsEndpoints) return false;
  return profile.endpoints.every((endpoint) => endpoint === row.endpoint || row.clientURLs.includes(endpoint));
}
