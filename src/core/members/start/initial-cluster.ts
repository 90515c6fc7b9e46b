import type { MemberId } from '../../../contract/ids.ts';
import type { Member } from '../../etcd/cluster.ts';
import { isMemberName } from './usable-name.ts';

/**
 * Returns the `--initial-cluster` with which a member joins: every member with every peer URL, since etcd compares them
 * with the cluster's and exits where one is missing or spelt otherwise. It compares no names, so that a member without
 * one, with one that cannot be written here, or with one that is taken gets another.
 */
export function clusterToJoin(
  members: readonly Pick<Member, 'id' | 'name' | 'peerURLs'>[],
  own: { readonly id: MemberId; readonly name: string },
): string {
  const taken = new Set([own.name, ...members.map(({ name }) => name)]);
  const seen = new Set([own.name]);
  const free = (id: MemberId): string => {
    let name = `member-${id}`;
    while (taken.has(name)) name += '-';
    return name;
  };
  return members
    .flatMap(({ id, name, peerURLs }) => {
      const isFirst = isMemberName(name) && !seen.has(name);
      const used = id === own.id ? own.name : isFirst ? name : free(id);
      seen.add(used);
      return peerURLs.map((url) => `${used}=${url}`);
    })
    .join(',');
}
