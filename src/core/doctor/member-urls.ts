import type { MemberStatus } from '../../contract/cluster.ts';
import type { MemberId } from '../../contract/ids.ts';
import { isLoopbackURL, isSameURL } from '../connections/endpoints.ts';

/** A URL at which a member serves clients or other members. */
export interface MemberURL {
  readonly member: MemberId;
  readonly use: 'client' | 'peer';
  readonly url: string;
}

/** A member has one or two of each; how many a hostile one has is not ours to dial. */
const most = { each: 4, all: 64 };

/** Returns the client and peer URLs of the members: those they announce, and the endpoint at which each is asked. */
export function memberURLs(members: readonly MemberStatus[]): readonly MemberURL[] {
  return members.flatMap((member) => [...clientURLs(member), ...peerURLs(member)]).slice(0, most.all);
}

function clientURLs({ id, endpoint, clientURLs }: MemberStatus): readonly MemberURL[] {
  const asked = endpoint === null || clientURLs.some((url) => isSameURL(url, endpoint)) ? [] : [endpoint];
  return [...asked, ...clientURLs].slice(0, most.each).map((url) => ({ member: id, use: 'client', url }));
}

function peerURLs({ id, peerURLs }: MemberStatus): readonly MemberURL[] {
  return peerURLs.slice(0, most.each).map((url) => ({ member: id, use: 'peer', url }));
}

/** Whether a URL is encrypted. */
export const isEncrypted = ({ url }: Pick<MemberURL, 'url'>): boolean => url.startsWith('https://');

/** Returns the URL of several that is reached from furthest: one that does not lead to the own machine, else the first. */
export const furthest = (urls: readonly string[]): string | undefined =>
  urls.find((url) => !isLoopbackURL(url)) ?? urls[0];
