import type { MemberStatus } from '../../../../contract/cluster.ts';
import type { EtcdctlCommand } from '../../../../contract/etcdctl-bridge/commands.ts';
import { sameEndpoint } from '../../../../contract/etcdctl-bridge/named-cluster.ts';
import type { MemberId } from '../../../../contract/ids.ts';
import { memberName } from '../../../../contract/member-name.ts';
import { defragmentRequest, disarmRequest } from '../../../features/maintenance/planned-acts.ts';
import {
  addRequest,
  moveLeaderRequest,
  peerURLsRequest,
  promoteRequest,
  removeRequest,
} from '../../../features/members/acts/planned-acts.ts';
import { showClusterTab } from '../../../state/cluster-tabs.ts';
import type { LineOpening } from '../../../state/line-opener.ts';
import { type PlanRequest, showPlan } from '../../../state/plans.ts';
import type { LineWorld } from './line-world.ts';

type MemberCommand = Extract<
  EtcdctlCommand,
  { readonly kind: 'member add' | 'member update' | 'member promote' | 'member remove' | 'move-leader' }
>;

/** Returns what a line opens as that changes the members. */
export function openMembers(command: MemberCommand, world: LineWorld): LineOpening {
  if (command.kind === 'member add')
    return planned(world, `Add the member ${command.name}…`, addRequest(world, command));
  const member = world.cluster?.members.find(({ id }) => id === command.member);
  if (world.cluster === null) return { not: 'The members are not known now.' };
  if (member === undefined) return { not: `No member of this cluster has the id ${command.member}.` };
  const name = memberName(member);
  switch (command.kind) {
    case 'member update':
      return planned(world, `Change the peer URLs of ${name}…`, peerURLsRequest(world, member, command.peerURLs));
    case 'member promote':
      return planned(world, `Promote ${name}…`, promoteRequest(world, member.id, name));
    case 'member remove':
      return planned(world, `Remove ${name}…`, removeRequest(world, member));
    case 'move-leader':
      return planned(world, `Make ${name} the leader…`, moveLeaderRequest(world, member));
  }
}

/** Shows the members beneath the plan: what comes after some of them is shown there. */
const planned = ({ connection }: LineWorld, title: string, request: PlanRequest): LineOpening => ({
  title,
  run: () => {
    showClusterTab(connection, 'members');
    showPlan(request);
  },
});

/** Defragments the members of a line's endpoints, as etcdctl does, or all of them. */
export function openDefrag(
  isWholeCluster: boolean,
  endpoints: readonly string[] | null,
  world: LineWorld,
): LineOpening {
  const every = 'every voting member';
  if (isWholeCluster) return defragment(world, null, every);
  if (world.cluster === null) return { not: 'The members are not known now.' };
  const { members } = world.cluster;
  const chosen: MemberStatus[] = [];
  for (const url of endpoints ?? world.profile.endpoints) {
    const member = members.find(({ clientURLs }) => clientURLs.some((own) => sameEndpoint(own, url)));
    if (member === undefined) return { not: `No member of this cluster announces the endpoint ${url}.` };
    if (!chosen.includes(member)) chosen.push(member);
  }
  return defragment(
    world,
    chosen.map(({ id }) => id),
    chosen.map(memberName).join(', '),
  );
}

const defragment = (world: LineWorld, members: readonly MemberId[] | null, what: string): LineOpening => ({
  title: `Defragment ${what}…`,
  run: () => showPlan(defragmentRequest(world, members, what)),
});

/** Clears the alarm that is raised; where there are two, they are cleared one by one. */
export function openDisarm(world: LineWorld): LineOpening {
  const [alarm, other] = world.cluster?.alarms ?? [];
  if (world.cluster === null) return { not: 'Whether an alarm is raised is not known now.' };
  if (alarm === undefined) return { not: 'No alarm is raised.' };
  if (other !== undefined)
    return {
      title: 'Show the alarms in Maintenance',
      note: 'Two alarms are raised. Each is cleared by itself.',
      run: () => showClusterTab(world.connection, 'maintenance'),
    };
  return { title: `Clear the alarm ${alarm}…`, run: () => showPlan(disarmRequest(world, alarm)) };
}
