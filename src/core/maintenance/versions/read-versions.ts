import type { Abort, CallOptions } from '../../../contract/abort.ts';
import type { ClusterStatus } from '../../../contract/cluster.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { ClusterVersions } from '../../../contract/maintenance.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import { downgradeTarget } from '../../etcd/downgrade.ts';
import { leaderIn } from '../../members/world.ts';
import type { MaintenanceParts } from '../maintenance-parts.ts';
import { downgradeState } from './downgrade-state.ts';
import { memberVersions } from './member-versions.ts';

const targetMs = 2_000;

/**
 * Reads the versions of every member, in parallel, and the state of a downgrade. Sends nothing through the log, as
 * AuthStatus would be, which stops every member of 3.4. Needs no quorum. Fails only where no member list is there.
 */
export async function readVersions(
  { open, cluster }: Pick<MaintenanceParts, 'open' | 'cluster'>,
  connection: ConnectionId,
  options: CallOptions | undefined,
): Promise<ClusterVersions> {
  const held = open.require(connection);
  return await versionsOf(held, await cluster.status({ connection }, options), options?.signal);
}

/** Does what `readVersions` does, of members whose status is known. */
export async function versionsOf(
  held: OpenConnection,
  status: ClusterStatus,
  signal: Abort | undefined,
): Promise<ClusterVersions> {
  const at = leaderIn(status)?.endpoint ?? status.members.find(({ latencyMs }) => latencyMs !== null)?.endpoint;
  const [target, ...members] = await Promise.all([
    // A user who may not read the status learns the versions all the same.
    at === undefined || at === null
      ? null
      : downgradeTarget(held.client, at, { timeoutMs: targetMs, signal }).catch(() => null),
    ...status.members.map((member) => memberVersions(held, member, signal)),
  ]);
  const leads = status.members.find(({ isLeader }) => isLeader === true);
  const told = members.find(({ member, cluster }) => member === leads?.id && cluster !== null);
  const version = (told ?? members.find(({ cluster }) => cluster !== null))?.cluster ?? null;
  return { members, downgrade: downgradeState(version, target) };
}
