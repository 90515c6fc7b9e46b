import type { ClusterApi } from '../../../contract/cluster.ts';
import type { EtcdeckError } from '../../../contract/failure.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import { askVersion } from '../../members/command-line/member-version.ts';
import { isBeforeHashing, isHashing } from '../password-hashing.ts';
import { refusal } from './access-refusals.ts';

const versionMs = 2_000;

/**
 * Returns why no password can be set, `null` where one can: beside a later member, one of 3.4 would have the empty one.
 * Costs a status of each member, and where one does not tell its version, the cluster's by HTTP.
 */
export async function passwordObstacle(
  cluster: Pick<ClusterApi, 'status'>,
  held: Pick<OpenConnection, 'id' | 'get'>,
  signal: AbortSignal,
): Promise<EtcdeckError | null> {
  const { members } = await cluster.status({ connection: held.id }, { signal });
  const later = members.filter(({ version }) => isHashing(version));
  if (later.length === 0) return null;
  if (!members.some(({ version }) => isBeforeHashing(version))) {
    if (later.length === members.length) return null;
    // A member that is down, or does not tell this user its version, may be of 3.4 as long as the cluster is.
    const at = later[0]?.endpoint ?? null;
    const said = at === null ? null : await askVersion(held, at, { timeoutMs: versionMs, signal }).catch(() => null);
    if (!isBeforeHashing(said?.cluster ?? null)) return null;
  }
  const cause = 'the cluster has members of 3.4 beside later ones';
  return refusal('NotCapable', `${cause}: a password that is set now would be the empty one on those of 3.4`);
}
