import { EtcdeckError } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import { memberName } from '../../../contract/member-name.ts';
import type { PlansApi } from '../../../contract/plans.ts';
import type { Planner } from '../../plans/planning.ts';
import type { SeenWorld } from '../world.ts';
import { type MemberPlanParts, planMembers } from './member-planner.ts';
import { bestFollower, MoveLeader, requireTransfer } from './move-leader.ts';

/** Plans to move the leader to a member, or to the follower that is the least behind. */
export function planMoveLeader(
  parts: MemberPlanParts,
  { connection, member }: Parameters<PlansApi['planMoveLeader']>[0],
  signal: AbortSignal,
): Planner {
  return planMembers(
    parts,
    connection,
    ({ on, seen, lineAt }) => {
      const { leader, target } = requireTransfer(seen, member ?? requireFollower(seen));
      const isNeeded = leader.id !== target.id;
      return {
        act: 'moveLeader',
        what: `the leader to ${memberName(target)}`,
        operations: isNeeded ? [new MoveLeader(on, target)] : [],
        consequences: isNeeded ? ['ChangesLeader'] : [],
        etcdctl: isNeeded ? [lineAt(leader.endpoint, ['move-leader', target.id])] : [],
        quorum: null,
        confirmedBy: memberName(target),
      };
    },
    signal,
  );
}

function requireFollower(seen: SeenWorld): MemberId {
  const follower = bestFollower(seen);
  if (follower !== null) return follower.id;
  const message = 'no other voting member answers';
  throw new EtcdeckError({ code: 'BadLeaderTransferee', message, operation: 'moveLeader' });
}
