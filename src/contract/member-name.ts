import type { MemberStatus } from './cluster.ts';

/** What a server lists may be any text: a peer URL that is read and typed is short and printable. */
const readable = /^[!-~]{1,100}$/;

/** Returns what a member is called: by its name; before it has one, by its peer URL, or its id where that is unreadable. */
export function memberName({ id, name, peerURLs: [url = ''] }: Pick<MemberStatus, 'id' | 'name' | 'peerURLs'>): string {
  if (name !== '') return name;
  return readable.test(url) ? url : id;
}
