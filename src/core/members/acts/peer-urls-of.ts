import { EtcdeckError } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import { memberName } from '../../../contract/member-name.ts';
import type { Member } from '../../etcd/cluster.ts';

/** Returns whether two lists are of the same peer URLs: etcd keeps them in an order of its own. */
export function hasSamePeerURLs(some: readonly string[], others: readonly string[]): boolean {
  return canonical(some) === canonical(others);
}

/** Go writes a scheme in small letters when it reads a URL. */
const canonical = (urls: readonly string[]): string => JSON.stringify(urls.map(withSmallScheme).sort());

const withSmallScheme = (url: string): string => url.replace(/^[A-Za-z]{1,8}:/, (scheme) => scheme.toLowerCase());

/** Fails with `PeerURLExist` where a member other than `own` has one of the URLs. */
export function refuseTakenURLs(
  urls: readonly string[],
  members: readonly Pick<Member, 'id' | 'name' | 'peerURLs'>[],
  own: MemberId | null,
): void {
  const wanted = new Set(urls.map(withSmallScheme));
  for (const member of members) {
    const { id, peerURLs } = member;
    const taken = peerURLs.find((url) => wanted.has(withSmallScheme(url)));
    if (id === own || taken === undefined) continue;
    const message = `${taken} is a peer URL of member ${memberName(member)}`;
    throw new EtcdeckError({ code: 'PeerURLExist', message, member: id });
  }
}
