import { endpointPartsOrNull, hostAndPort } from '../connections/endpoints.ts';
import { listOf } from '../connections/importers/named-settings.ts';
import { flagsIn, withFlags } from '../members/command-line/etcd-args.ts';
import { renamed } from '../members/command-line/renamed.ts';

/** A member's names and URLs, as the member list has them. */
export interface MemberNames {
  readonly name: string;
  readonly peerURLs: readonly string[];
  readonly clientURLs: readonly string[];
}

/**
 * Returns the command line of one member as another's would be: its name, also where it is a word of a path, and its
 * URLs are put in place of the first one's. URLs of no particular host, as `https://0.0.0.0:2379`, stay.
 */
export function argsLike(args: readonly string[], of: MemberNames, other: MemberNames): readonly string[] {
  const urls = urlsOf(of, other);
  const changed = [...flagsIn(args)].map(([name, value]) => {
    if (name.endsWith('-urls')) return [name, changedUrls(value, urls).join(',')];
    return [name, isPath(name) ? renamed(value, of.name, other.name) : value];
  });
  return withFlags(args.slice(0, 1), { ...Object.fromEntries(changed), name: other.name });
}

const isPath = (flag: string): boolean => /-(dir|file)$/.test(flag);

interface UrlChanges {
  readonly lists: readonly (readonly [from: readonly string[], to: readonly string[]])[];
  readonly hosts: ReadonlyMap<string, string>;
}

function urlsOf(of: MemberNames, other: MemberNames): UrlChanges {
  const lists = [
    [of.peerURLs, other.peerURLs],
    [of.clientURLs, other.clientURLs],
  ] as const;
  const hosts = lists.flatMap(([from, to]) => {
    const [old, next] = [hostIn(from[0]), hostIn(to[0])];
    return old === null || next === null ? [] : [[old, next] as const];
  });
  return { lists, hosts: new Map(hosts) };
}

/** A member listens at what it announces, and elsewhere at its own host's address or at every one. */
function changedUrls(value: string, { lists, hosts }: UrlChanges): readonly string[] {
  const changed = listOf(value).flatMap((url) => {
    const to = lists.find(([from]) => from.includes(url))?.[1];
    if (to !== undefined && to.length > 0) return to;
    const parts = endpointPartsOrNull(url);
    const host = hosts.get(parts?.host ?? '');
    return parts === null || host === undefined
      ? [url]
      : [`${parts.scheme}://${hostAndPort({ host, port: parts.port })}`];
  });
  return [...new Set(changed)];
}

function hostIn(url: string | undefined): string | null {
  return url === undefined ? null : (endpointPartsOrNull(url)?.host ?? null);
}
