import type { ClusterStatus, MemberStatus } from '../../contract/cluster.ts';
import type { Finding, FindingCode, Severity } from '../../contract/findings.ts';
import { isLoopbackURL } from '../connections/endpoints.ts';
import { isTrue } from '../connections/importers/named-settings.ts';
import { finding } from '../members/findings.ts';
import type { CommandLines } from './command-lines.ts';
import type { Look } from './look-at-urls.ts';
import { furthest, isEncrypted, type MemberURL, urlsOf } from './member-urls.ts';

/** The facts about a cluster's ports. */
export interface Exposure {
  readonly members: ClusterStatus['members'];
  /** Whether the port of each https URL accepts a client without a certificate. */
  readonly looks: readonly Look<boolean>[];
  readonly commandLines: CommandLines;
  /** Whether auth is on; `null`: not known. */
  readonly isAuthOn: boolean | null;
  /** Whether the connection presents a client certificate. */
  readonly hasCertificate: boolean;
}

/** A URL that a member serves with less protection than it could have. */
interface Opening extends MemberURL {
  readonly code: Extract<FindingCode, 'OpenClientPort' | 'OpenPeerPort' | 'PlainClientURL' | 'PlainPeerURL'>;
  /** Whether a probe showed it, or the member's flags. */
  readonly by: 'probe' | 'flags';
}

/**
 * Returns what a client without credentials can reach. The findings of a cluster on one machine, like a sandbox, are
 * `info`: nothing but that machine reaches it.
 */
export function exposureFindings(seen: Exposure): readonly Finding[] {
  const openings = seen.members.flatMap((member) => openingsOf(member, seen));
  const isLocal = seen.members.every((member) => isOnlyLocal(member, seen));
  const severityOf = (opening: Opening): Severity => {
    if (isLocal || isLoopbackURL(opening.url)) return 'info';
    return opening.use === 'client' && seen.isAuthOn === false ? 'critical' : 'warning';
  };
  const ports = openings
    // Clients that log in with a password need no certificate.
    .filter(({ code }) => code !== 'OpenClientPort' || seen.hasCertificate || seen.isAuthOn === false)
    .map((opening) =>
      finding(opening.code, severityOf(opening), { member: opening.member, detail: detailOf(opening) }),
    );
  const auth =
    seen.isAuthOn === false && isOpenToClients(seen) ? [finding('AuthOff', isLocal ? 'info' : 'warning', {})] : [];
  return [...ports, ...auth];
}

/** Whether a member accepts clients without a certificate, so that auth decides what they may do. */
export function isOpenToClients(seen: Exposure): boolean {
  return seen.members.flatMap((member) => openingsOf(member, seen)).some(({ use }) => use === 'client');
}

function detailOf({ code, url, by }: Opening): Finding['detail'] {
  if (code === 'OpenClientPort') return { endpoint: url };
  return code === 'OpenPeerPort' ? { url, by } : { url };
}

function openingsOf(member: MemberStatus, seen: Exposure): readonly Opening[] {
  const { id } = member;
  const looks = seen.looks.filter((look) => look.member === id);
  const open = (use: MemberURL['use']): string | undefined =>
    furthest(looks.flatMap((look) => (look.use === use && look.seen === true ? [look.url] : [])));
  const openClient = open('client');
  const openPeer = open('peer');
  const peerByFlags = openPeer === undefined ? peerPortByFlags(member, seen) : undefined;
  const plainClient = furthest(servedURLs(member, seen).filter((url) => !isEncrypted({ url })));
  const plainPeer = furthest(member.peerURLs.filter((url) => !isEncrypted({ url })));
  const client = { member: id, use: 'client', by: 'probe' } as const;
  const peer = { member: id, use: 'peer', by: 'probe' } as const;
  return [
    ...(openClient === undefined ? [] : [{ ...client, code: 'OpenClientPort', url: openClient } as const]),
    ...(plainClient === undefined ? [] : [{ ...client, code: 'PlainClientURL', url: plainClient } as const]),
    ...(openPeer === undefined ? [] : [{ ...peer, code: 'OpenPeerPort', url: openPeer } as const]),
    ...(peerByFlags === undefined ? [] : [{ ...peer, code: 'OpenPeerPort', url: peerByFlags, by: 'flags' } as const]),
    ...(plainPeer === undefined ? [] : [{ ...peer, code: 'PlainPeerURL', url: plainPeer } as const]),
  ];
}

/** Returns the URLs that a member announces to clients, and those that it listens on for other machines. */
function servedURLs({ id, clientURLs }: MemberStatus, { commandLines }: Exposure): readonly string[] {
  const listened = urlsOf(commandLines.get(id)?.get('listen-client-urls'));
  return [...clientURLs, ...listened.filter((url) => !isLoopbackURL(url))];
}

/** Returns a peer URL that is unreachable from here and, by the member's flags, open; `undefined` for none. */
function peerPortByFlags(member: MemberStatus, seen: Exposure): string | undefined {
  const peers = seen.looks.filter((look) => look.use === 'peer' && look.member === member.id);
  if (peers.some(({ seen: answer }) => answer !== null)) return undefined;
  return saysPeersNeedCertificates(seen.commandLines, member.id) === false ? peers[0]?.url : undefined;
}

/**
 * Returns whether peers of a member need certificates, by its command line: etcd requires them once it has an authority
 * to verify them. `null`: the peer port's TLS is set in a file or in variables.
 */
export function saysPeersNeedCertificates(commandLines: CommandLines, member: MemberURL['member']): boolean | null {
  const flags = commandLines.get(member);
  if (flags === undefined || flags.has('config-file') || !flags.has('peer-cert-file')) return null;
  return isTrue(flags.get('peer-client-cert-auth')) || (flags.get('peer-trusted-ca-file') ?? '') !== '';
}

function isOnlyLocal(member: MemberStatus, seen: Exposure): boolean {
  const peers = urlsOf(seen.commandLines.get(member.id)?.get('listen-peer-urls'));
  return [...servedURLs(member, seen), ...member.peerURLs, ...peers].every(isLoopbackURL);
}
