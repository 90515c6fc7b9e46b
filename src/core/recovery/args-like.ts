import { endpointPartsOrNull, hostAndPort, isOwnAddress } from '../connections/endpoints.ts';
import { listOf } from '../connections/importers/named-settings.ts';
import { flagsIn, withFlags } from '../members/command-line/etcd-args.ts';
import { renamed } from '../members/command-line/renamed.ts';
import { listenURLs } from '../members/start/listen-urls.ts';
import { sharedFlags } from '../members/start/shared-flags.ts';

/** A member's names and URLs, as the member list has them. */
export interface MemberNames {
  readonly name: string;
  readonly peerURLs: readonly string[];
  readonly clientURLs: readonly string[];
}

/**
 * Returns the command line of one member as another's would be: its name, also where it is a word of a path, and its
 * URLs are put in place of the first one's. URLs of no particular host, as `https://0.0.0.0:2379`, stay; those of a host
 * that is not known to be this member's are left out. Of the other flags only those stay that members share.
 */
export function argsLike(args: readonly string[], of: MemberNames, other: MemberNames): readonly string[] {
  const urls = urlsOf(of, other);
  const flags = flagsIn(args);
  const own = [...flags].flatMap(([name, value]): readonly (readonly [string, string])[] => {
    const announced = urlFlags.get(name);
    if (announced !== undefined) {
      const changed = changedUrls(name, value, urls, announced === null ? [] : other[announced]);
      return changed.length === 0 ? [] : [[name, changed.join(',')]];
    }
    return ownFlags.has(name) ? [[name, isPath(name) ? renamed(value, of.name, other.name) : value]] : [];
  });
  const shared = sharedFlags(flags).map(({ name, value }) => [name, value] as const);
  return withFlags(args.slice(0, 1), { name: other.name, ...Object.fromEntries([...own, ...shared]) });
}

const isPath = (flag: string): boolean => /-(dir|file)$/.test(flag);

/** Flags of a member's URLs, and which of them it announces there. */
const urlFlags: ReadonlyMap<string, 'peerURLs' | 'clientURLs' | null> = new Map([
  ['listen-peer-urls', 'peerURLs'],
  ['initial-advertise-peer-urls', 'peerURLs'],
  ['listen-client-urls', 'clientURLs'],
  ['advertise-client-urls', 'clientURLs'],
  ['listen-metrics-urls', null],
]);

/** Data and TLS, which a member cannot start without; beside a file of settings etcd reads nothing else. */
const ownFlags: ReadonlySet<string> = new Set([
  ...['config-file', 'data-dir', 'wal-dir'],
  ...['cert-file', 'key-file', 'trusted-ca-file', 'client-cert-auth', 'client-crl-file', 'auto-tls'],
  ...['peer-cert-file', 'peer-key-file', 'peer-trusted-ca-file', 'peer-client-cert-auth', 'peer-crl-file'],
  ...['peer-auto-tls', 'experimental-peer-skip-client-san-verification', 'peer-skip-client-san-verification'],
]);

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
function changedUrls(
  flag: string,
  value: string,
  { lists, hosts }: UrlChanges,
  announced: readonly string[],
): readonly string[] {
  const changed = listOf(value).flatMap((url) => {
    const to = lists.find(([from]) => from.includes(url))?.[1];
    if (to !== undefined && to.length > 0) return to;
    const parts = endpointPartsOrNull(url);
    if (parts === null) return announced;
    const host = hosts.get(parts.host);
    if (host !== undefined) return [`${parts.scheme}://${hostAndPort({ host, port: parts.port })}`];
    return isOwnAddress(parts.host) ? [url] : announced;
  });
  if (!flag.startsWith('listen-')) return [...new Set(changed)];
  return listenURLs(changed.filter((url) => endpointPartsOrNull(url) !== null));
}

function hostIn(url: string | undefined): string | null {
  return url === undefined ? null : (endpointPartsOrNull(url)?.host ?? null);
}
