import type { EtcdctlReading } from '../../../../contract/etcdctl-bridge/commands.ts';
import { compactRequest, downgradeRequest } from '../../../features/maintenance/planned-acts.ts';
import { type ClusterTab, showClusterTab } from '../../../state/cluster-tabs.ts';
import type { LineOpening } from '../../../state/line-opener.ts';
import { showPlan } from '../../../state/plans.ts';
import { goTo } from '../../../state/route.ts';
import { showSnapshotDialog } from '../../../state/snapshot-dialogs.ts';
import { formatCount } from '../../../ui/format.ts';
import type { LineWorld } from './line-world.ts';
import { openAccess } from './open-access.ts';
import { openKeys } from './open-keys.ts';
import { openLeases } from './open-leases.ts';
import { openDefrag, openDisarm, openMembers } from './open-members.ts';

/** Returns what a line of etcdctl opens as on a connection; `null` where it is not understood. */
export function openLine({ command, cluster: named }: EtcdctlReading, world: LineWorld): LineOpening | null {
  if (command === null) return null;
  const { connection } = world;
  switch (command.kind) {
    case 'get':
    case 'put':
    case 'del':
    case 'watch':
      return openKeys(command, world);
    case 'member add':
    case 'member update':
    case 'member promote':
    case 'member remove':
    case 'move-leader':
      return openMembers(command, world);
    case 'defrag':
      return openDefrag(command.isWholeCluster, named.endpoints, world);
    case 'alarm disarm':
      return openDisarm(world);
    case 'member list':
    case 'endpoint health':
    case 'endpoint status':
      return atTab(world, 'members', 'Show the members and their status');
    case 'endpoint hashkv':
      return atTab(world, 'maintenance', 'Compare the members’ data in Maintenance');
    case 'alarm list':
      return atTab(world, 'maintenance', 'Show the alarms in Maintenance');
    case 'check perf':
      return atTab(world, 'maintenance', 'Check the performance in Maintenance', 'The load is chosen there.');
    case 'downgrade validate':
      return atTab(world, 'maintenance', 'Show the versions in Maintenance');
    case 'downgrade enable':
    case 'downgrade cancel': {
      const to = command.kind === 'downgrade enable' ? command.version : null;
      const title = to === null ? 'Cancel the downgrade…' : `Enable the downgrade to ${to}…`;
      return { title, run: () => showPlan(downgradeRequest(world, to)) };
    }
    case 'compaction': {
      const { revision, isPhysical } = command;
      return {
        title: `Compact history up to revision ${formatCount(revision)}…`,
        run: () => showPlan(compactRequest(world, { revision }, isPhysical)),
      };
    }
    case 'snapshot save':
      return {
        title: 'Show Snapshots, to save one',
        note: 'The file’s name is chosen there.',
        run: () => world.show('snapshots', null),
      };
    case 'snapshot status':
      return {
        title: `Open ${command.file}`,
        note: 'It is opened on the machine where etcdeck runs.',
        run: () => goTo({ screen: 'file', file: command.file, place: 'snapshot', focus: null }),
      };
    case 'snapshot restore':
      return {
        title: `Restore ${command.file}…`,
        note: 'Members, names and folders are chosen there, and the commands of each member are shown.',
        run: () => showSnapshotDialog({ kind: 'restore', file: command.file, connection }),
      };
    case 'txn':
      return {
        title: 'Build a transaction',
        note: 'What etcdctl would read from its input is pasted there.',
        run: () => world.show('transactions', null),
      };
    case 'lease grant':
    case 'lease list':
    case 'lease revoke':
    case 'lease keep-alive':
    case 'lease timetolive':
      return openLeases(command, world);
    case 'auth enable':
    case 'auth disable':
    case 'auth status':
    case 'user list':
    case 'user add':
    case 'user delete':
    case 'user get':
    case 'user passwd':
    case 'user grant-role':
    case 'user revoke-role':
    case 'role list':
    case 'role add':
    case 'role delete':
    case 'role get':
    case 'role grant-permission':
    case 'role revoke-permission':
      return openAccess(command, world);
  }
}

function atTab({ connection }: LineWorld, tab: ClusterTab, title: string, note?: string): LineOpening {
  const run = (): void => showClusterTab(connection, tab);
  return note === undefined ? { title, run } : { title, note, run };
}
