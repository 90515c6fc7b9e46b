import type { ClusterApi, MemberStatus } from '../contract/cluster.ts';
import { EtcdeckError } from '../contract/failure.ts';
import type { ConnectionId, MemberId } from '../contract/ids.ts';
import { memberName } from '../contract/member-name.ts';

/** More ids are not read. */
const mostShown = 9;

/** What asking for the members needs. */
interface Asked {
  readonly api: { readonly cluster: Pick<ClusterApi, 'status'> };
  readonly connection: ConnectionId;
}

/**
 * Returns the id of the member that an operator names: by its id as etcdctl prints it, or by its name or what it is called
 * before it has one. Fails with `BadRequest` where none or several are called so.
 */
export async function memberIdOf({ api, connection }: Asked, text: string, signal: AbortSignal): Promise<MemberId> {
  const { members } = await api.cluster.status({ connection }, { signal });
  return memberIdIn(members, text);
}

/** Finds a member in a list. An id that is no member's is left to the act, which says so. */
export function memberIdIn(members: readonly Pick<MemberStatus, 'id' | 'name' | 'peerURLs'>[], text: string): MemberId {
  const id = idIn(text);
  if (members.some((member) => member.id === id) && id !== null) return id;
  const called = members.filter((member) => memberName(member) === text);
  const [only] = called;
  if (only !== undefined && called.length === 1) return only.id;
  if (called.length > 1) throw badRequest(`${called.length} members are called ${text}: give an ID, ${idsOf(called)}`);
  if (id !== null) return id;
  throw badRequest(`no member is called ${text}; etcdeck status shows their names and IDs`);
}

/** Reads a member's id: hexadecimal, with or without leading zeros; `null` where it is none. */
export function idIn(text: string): MemberId | null {
  const id = text.toLowerCase().replace(/^0+/, '');
  // The cast is sound: the brand only says that the text was checked.
  return /^[1-9a-f][0-9a-f]{0,15}$/.test(id) ? (id as MemberId) : null;
}

const idsOf = (members: readonly Pick<MemberStatus, 'id'>[]): string =>
  `${members
    .slice(0, mostShown)
    .map(({ id }) => id)
    .join(' or ')}${members.length > mostShown ? ' or another' : ''}`;

const badRequest = (message: string): EtcdeckError => new EtcdeckError({ code: 'BadRequest', message });
