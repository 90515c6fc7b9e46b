import type { MemberStatus } from '../../contract/cluster.ts';
import type { MemberId } from '../../contract/ids.ts';
import { isLoopbackURL, isSameURL } from '../connections/endpoints.ts';
import { listOf } from '../connections/importers/named-settings.ts';

/** A URL at which a member serves clients or other members. */
export interface MemberURL {
  readonly member: MemberId;
  readonly use: 'client' | 'peer';
  readonly url: string;
}

/** A member has one or two URLs of each use; a hostile one may list any number. */
const most = { members: 32, each: 4, all: 64, characters: 512 };

/** Returns the first 32 members, each with its first four URLs of each use. */
export function boundedMembers(members: readonly MemberStatus[]): readonly MemberStatus[] {
  return members.slice(0, most.members).map((member) => ({
    ...member,
    clientURLs: bounded(member.clientURLs),
    peerURLs: bounded(member.peerURLs),
  }));
}

const bounded = (urls: readonly string[]): readonly string[] =>
  urls.slice(0, most.each).filter((url) => url.length <= most.characters);

/** Returns the URLs in the value of a flag. */
export const urlsOf = (flag: string | undefined): readonly string[] => bounded(listOf(flag ?? ''));

/** Returns the client and peer URLs that members announce, and the endpoint at which each member is asked. */
export function memberURLs(members: readonly MemberStatus[]): readonly MemberURL[] {
  return members.flatMap((member) => [...clientURLs(member), ...peerURLs(member)]).slice(0, most.all);
}

function clientURLs({ id, endpoint, clientURLs }: MemberStatus): readonly MemberURL[] {
  const asked = endpoint === null || clientURLs.some((url) => isSameURL(url, endpoint)) ? [] : [endpoint];
  return [...asked, ...clientURLs].map((url) => ({ member: id, use: 'client', url }));
}

function peerURLs({ id, peerURLs }: MemberStatus): readonly MemberURL[] {
  return peerURLs.map((url) => ({ member: id, use: 'peer', url }));
}

/** Whether a URL is encrypted. */
export const isEncrypted = ({ url }: Pick<MemberURL, 'url'>): boolean => url.startsWith('https://');

/** Returns the first URL that other machines reach, else the first one. */
export const furthest = (urls: readonly string[]): string | undefined =>
  urls.find((url) => !isLoopbackURL(url)) ?? urls[0];
