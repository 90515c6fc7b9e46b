import { isIPv6 } from 'node:net';
import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { PeerURLCheck, PeerURLWarning } from '../../contract/member-start.ts';
import { isLoopback } from '../connections/endpoints.ts';
import { resolveHost } from '../connections/network/connect-tcp.ts';
import { type PeerURLParts, peerURLParts, peerURLPartsOrNull } from '../etcd/peer-urls.ts';
import { usualClientPort } from './usual-client-port.ts';

/** Where etcd serves clients by custom. */
const customClientPort = 2379;
const lookupMs = 2_000;
/** How many of the other members' URLs are looked up: what they announce is not ours to bound. */
const mostOthers = 64;

/** Where a peer URL leads. */
interface Place {
  readonly parts: PeerURLParts;
  /** As addresses are compared; empty where the name was not resolved. */
  readonly addresses: readonly string[];
}

/** The URLs of the members that run. */
export interface URLsInUse {
  /** The peer URLs of the other members. */
  readonly peerURLs: readonly string[];
  /** The client URLs of all members. */
  readonly clientURLs: readonly string[];
}

/**
 * Checks the peer URLs of one member, beside those in use: their form, and what is seldom meant. Costs a name lookup for
 * each host, 2 seconds at most. Fails with `Cancelled` only.
 */
export async function peerURLChecks(
  urls: readonly string[],
  inUse: URLsInUse,
  signal?: Abort,
): Promise<readonly PeerURLCheck[]> {
  const [peers, clients] = [inUse.peerURLs.slice(0, mostOthers), inUse.clientURLs.slice(0, mostOthers)];
  const places = await placesOf(new Set([...urls, ...peers, ...clients]), signal);
  const placesIn = (those: readonly string[]) => those.flatMap((one) => places.get(one) ?? []);
  return urls.map((url, at) => {
    const refusal = refusalOf(url, urls.slice(0, at), inUse.peerURLs);
    const place = places.get(url);
    if (refusal !== null || place === undefined) return { url, refusal, warnings: [] };
    const own = placesIn(urls.filter((one) => one !== url));
    const beside = { own, theirs: placesIn(peers), clients: placesIn(clients), clientPort: usualClientPort(clients) };
    return { url, refusal, warnings: warningsOf(place, beside) };
  });
}

/**
 * Checks the peer URLs of a cluster that does not run, each beside all others: their form, and what is seldom meant.
 * Looks no name up, so that a host leads only to itself.
 */
export function newPeerURLChecks(urls: readonly string[]): readonly PeerURLCheck[] {
  const places = urls.map((url): Place | null => {
    const parts = peerURLPartsOrNull(url);
    return parts === null ? null : { parts, addresses: [inOneSpelling(parts.host.toLowerCase())] };
  });
  return urls.map((url, at) => {
    const [place = null, refusal] = [places[at], formRefusal(url)];
    const theirs = places.flatMap((other) => (other === null || other === place ? [] : [other]));
    const beside = { own: [], theirs, clients: [], clientPort: null };
    return { url, refusal, warnings: place === null ? [] : warningsOf(place, beside) };
  });
}

function refusalOf(url: string, before: readonly string[], others: readonly string[]): PeerURLCheck['refusal'] {
  const refusal = formRefusal(url);
  if (refusal !== null) return refusal;
  if (before.includes(url)) return { code: 'MemberBadURLs', message: `${url} is given twice` };
  if (others.includes(url)) return { code: 'PeerURLExist', message: `${url} is another member’s` };
  return null;
}

function formRefusal(url: string): PeerURLCheck['refusal'] {
  try {
    peerURLParts(url);
    return null;
  } catch (error) {
    if (error instanceof EtcdeckError) return { code: 'MemberBadURLs', message: error.message };
    throw error;
  }
}

/** Where other URLs lead: the same member's, the other members', and those for clients. */
interface Beside {
  readonly own: readonly Place[];
  readonly theirs: readonly Place[];
  readonly clients: readonly Place[];
  /** The port of most client URLs. */
  readonly clientPort: number | null;
}

function warningsOf(place: Place, { own, theirs, clients, clientPort }: Beside): readonly PeerURLWarning[] {
  const { scheme, port } = place.parts;
  const areAll = (other: 'http' | 'https') => theirs.length > 0 && theirs.every(({ parts }) => parts.scheme === other);
  const isClientURL = clients.some((client) => isSamePlace(place, client));
  const isClientPort = port === customClientPort || port === clientPort;
  const found: readonly (readonly [PeerURLWarning, boolean])[] = [
    ['Unresolved', place.addresses.length === 0],
    ['SameAddress', [...own, ...theirs].some((other) => isSamePlace(place, other))],
    ['PlainBesideTls', scheme === 'http' && areAll('https')],
    ['TlsBesidePlain', scheme === 'https' && areAll('http')],
    // Where every other member is on this host as well, as in a sandbox, it is meant.
    ['Loopback', isOwnHost(place) && !(theirs.length > 0 && theirs.every(isOwnHost))],
    ['Unspecified', isUnspecified(place)],
    ['ClientURL', isClientURL],
    // Where another member is reached at that port, it is meant.
    ['ClientPort', !isClientURL && isClientPort && theirs.every(({ parts }) => parts.port !== port)],
  ];
  return found.flatMap(([warning, holds]) => (holds ? [warning] : []));
}

/** Returns where the URLs lead that are peer URLs. */
async function placesOf(urls: ReadonlySet<string>, signal: Abort | undefined): Promise<ReadonlyMap<string, Place>> {
  const lookups = new Map<string, Promise<readonly string[]>>();
  const lookUp = (host: string): Promise<readonly string[]> => {
    const known = lookups.get(host) ?? addressesOf(host, signal);
    lookups.set(host, known);
    return known;
  };
  const places = await Promise.all(
    [...urls].map(async (url) => {
      const parts = peerURLPartsOrNull(url);
      return parts === null ? null : ([url, { parts, addresses: await lookUp(parts.host) }] as const);
    }),
  );
  return new Map(places.filter((place) => place !== null));
}

async function addressesOf(host: string, signal: Abort | undefined): Promise<readonly string[]> {
  try {
    return (await resolveHost(host, { timeoutMs: lookupMs, signal })).map(({ address }) => inOneSpelling(address));
  } catch (error) {
    if (error instanceof EtcdeckError && error.code === 'NameNotResolved') return [];
    throw error;
  }
}

/** An IPv6 address has many spellings; an address with a zone stays as it is. */
function inOneSpelling(address: string): string {
  const url = `http://[${address}]`;
  return isIPv6(address) && URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : address;
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.parts.port === other.parts.port && one.addresses.some((address) => other.addresses.includes(address));
}

function isOwnHost({ addresses }: Place): boolean {
  return addresses.length > 0 && addresses.every(isLoopback);
}

function isUnspecified({ addresses }: Place): boolean {
  return addresses.length > 0 && addresses.every((address) => address === '0.0.0.0' || address === '::');
}
