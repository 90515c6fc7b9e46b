import { EtcdeckError } from '../../contract/failure.ts';
import type { MemberStart, MemberStartRequest } from '../../contract/member-start.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';

/** STAND-IN: makes the start of a member that was added. */
export async function memberStart(_connection: OpenConnection, _request: MemberStartRequest): Promise<MemberStart> {
  throw new EtcdeckError({ code: 'Unimplemented', message: 'stand-in' });
}
