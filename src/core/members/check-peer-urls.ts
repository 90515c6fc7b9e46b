import { EtcdeckError } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { PeerURLCheck } from '../../contract/member-start.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';

/** STAND-IN: checks peer URLs against etcd's rules and the other members'. */
export async function checkPeerURLs(
  _connection: OpenConnection,
  _peerURLs: readonly string[],
  _member: MemberId | null,
  _signal?: AbortSignal,
): Promise<readonly PeerURLCheck[]> {
  throw new EtcdeckError({ code: 'Unimplemented', message: 'stand-in' });
}
