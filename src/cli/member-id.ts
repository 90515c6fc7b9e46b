import type { ClusterApi, MemberStatus } from '../contract/cluster.ts';
import { EtcdeckError } from '../contract/failure.ts';
import type { ConnectionId, MemberId } from '../contract/ids.ts';
import { memberName } from '../contract/member-name.ts';

/** How many ids a message lists. */
const mostShown = 9;

/** The part of a session that reads the members. */
interface Asked {
  readonly api: { readonly cluster: Pick<ClusterApi, 'status'> };
  readonly connection: ConnectionId;
}

/**
 * Returns the id of the member that an operator names by its id, as etcdctl prints it, by its name, or, before it has a
 * name, by its peer URL. Fails with `BadRequest` for no such member and for several.
 */
export async function memberIdOf({ api, connection }: Asked, text: string, signal: AbortSignal): Promise<MemberId> {
  const { members } = await api.cluster.status({ connection }, { signal });
  return memberIdIn(members, text);
}

/** Finds a member in a list. Returns an id of no member as it is: the act refuses it. */
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

/** Parses a member's id: hexadecimal, with or without leading zeros; `null` for other text. */
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
