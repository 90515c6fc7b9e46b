import type { Abort } from '../../contract/abort.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { PeerURLCheck } from '../../contract/member-start.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { memberList } from '../etcd/cluster.ts';
import { peerURLChecks } from './peer-url-checks.ts';

/**
 * Checks peer URLs against etcd's rules and the URLs of the members. `member`: whose URLs they become; `null` for a new
 * member. Costs a member list and name lookups. Fails as the member list does.
 */
export async function checkPeerURLs(
  { client }: Pick<OpenConnection, 'client'>,
  peerURLs: readonly string[],
  member: MemberId | null,
  signal?: Abort,
): Promise<readonly PeerURLCheck[]> {
  const { members } = await memberList(client, { signal });
  const others = members.filter(({ id }) => id !== member).flatMap((other) => other.peerURLs);
  const clientURLs = members.flatMap((one) => one.clientURLs);
  return peerURLChecks(peerURLs, { peerURLs: others, clientURLs }, signal);
}
