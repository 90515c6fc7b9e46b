import type { MemberId } from '../../../contract/ids.ts';
import type { Member } from '../../etcd/cluster.ts';
import { isMemberName } from './usable-name.ts';

/** Returns members as `--initial-cluster` has them: every one with every peer URL. */
export function initialClusterOf(members: readonly Pick<Member, 'name' | 'peerURLs'>[]): string {
  return members.flatMap(({ name, peerURLs }) => peerURLs.map((url) => `${name}=${url}`)).join(',');
}

/**
 * Returns the members of an `--initial-cluster` as etcd reads it: a name that comes again is the same member with one
 * more URL. Checks nothing.
 */
export function membersInList(
  list: string,
): readonly { readonly name: string; readonly peerURLs: readonly string[] }[] {
  const members = new Map<string, string[]>();
  for (const entry of list.split(',')) {
    if (entry === '') continue;
    const at = entry.indexOf('=');
    const [name, url] = at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1).trim()];
    const urls = members.get(name);
    if (urls === undefined) members.set(name, [url]);
    else urls.push(url);
  }
  return [...members].map(([name, peerURLs]) => ({ name, peerURLs }));
}

/**
 * Returns the `--initial-cluster` with which a member joins: every member with every peer URL, since etcd compares them
 * with the cluster's and exits where one is missing or spelt otherwise. It compares no names.
 */
export function clusterToJoin(
  members: readonly Pick<Member, 'id' | 'name' | 'peerURLs'>[],
  own: { readonly id: MemberId; readonly name: string },
): string {
  const others = withListedNames(
    members.filter(({ id }) => id !== own.id),
    [own.name],
  );
  const names = new Map([...others, own].map(({ id, name }) => [id, name]));
  return initialClusterOf(members.map(({ id, name, peerURLs }) => ({ name: names.get(id) ?? name, peerURLs })));
}

/**
 * Returns members with a name that can stand in a list: one without a name, with one that cannot be written there, or
 * with one that is taken, by an earlier member or as given, gets another.
 */
export function withListedNames<M extends Pick<Member, 'id' | 'name'>>(
  members: readonly M[],
  taken: readonly string[],
): readonly M[] {
  const seen = new Set(taken);
  const known = new Set([...taken, ...members.map(({ name }) => name)]);
  return members.map((member) => {
    let { name } = member;
    if (!isMemberName(name) || seen.has(name)) {
      name = `member-${member.id}`;
      while (known.has(name)) name += '-';
    }
    seen.add(name);
    return { ...member, name };
  });
}
