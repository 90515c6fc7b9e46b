import { isIP } from 'node:net';
import { EtcdeckError } from '../../contract/failure.ts';
import type { NewMember } from '../../contract/new-cluster.ts';
import { endpointPartsOrNull, hostAndPort } from '../connections/endpoints.ts';
import { isHostPath } from '../members/start/host-path.ts';
import { writtenOut } from '../terminal/steering.ts';

const counts: ReadonlySet<number> = new Set([1, 3, 5]);
/** A name also names a folder, so that it has the letters of file names everywhere. */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const labelPattern = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const unspecified: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** A field of a request, for which `BadRequest` says what is wrong. `member`: which one's, from 0. */
export interface RequestField {
  readonly field: string;
  readonly member?: number;
}

/** Makes the failure of a request of new clusters, at a field of it where it is of one. */
export function refusedRequest(message: string, operation: string, at?: RequestField): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message, operation, ...(at && { detail: { ...at } }) });
}

/**
 * Refuses members that make no cluster: 2 or 4 of them tolerate no more failures than one member less, names and peer
 * URLs have to differ, and a host has no port. Fails with `BadRequest`, which names the member and the field.
 */
export function requireMembers(members: readonly NewMember[], scheme: 'http' | 'https', operation: string): void {
  if (!counts.has(members.length)) {
    throw refusedRequest(`a new cluster has 1, 3 or 5 members, not ${members.length}`, operation);
  }
  const names = new Set<string>();
  const owners = new Map<string, string>();
  for (const [member, { name, host }] of members.entries()) {
    const refused = (field: keyof NewMember, message: string): EtcdeckError =>
      refusedRequest(message, operation, { field, member });
    const wrongName = faultOfName(name);
    if (wrongName !== null) throw refused('name', name === '' ? `member ${member + 1} has no name` : wrongName);
    if (names.has(name.toLowerCase())) throw refused('name', `two members have the name ${name}`);
    const wrongHost = faultOfHost(name, host);
    if (wrongHost !== null) throw refused('host', wrongHost);
    const url = newPeerURL(scheme, host);
    const owner = owners.get(url);
    if (owner !== undefined) {
      throw refused(
        'host',
        `the peer URL ${url} is both ${owner}’s and ${name}’s: each member needs a machine of its own`,
      );
    }
    names.add(name.toLowerCase());
    owners.set(url, name);
  }
}

const ports = { client: 2379, peer: 2380 } as const;

/** Returns the URL that a new member announces to the others, in the one spelling that its host has. */
export const newPeerURL = (scheme: 'http' | 'https', host: string): string => urlOf(scheme, host, ports.peer);

/** Returns the URL that a new member announces to clients. */
export const newClientURL = (scheme: 'http' | 'https', host: string): string => urlOf(scheme, host, ports.client);

function urlOf(scheme: 'http' | 'https', host: string, port: number): string {
  const url = `${scheme}://${hostAndPort({ host: host.toLowerCase(), port })}`;
  const parts = endpointPartsOrNull(url);
  return parts === null ? url : `${scheme}://${hostAndPort(parts)}`;
}

/** Refuses a folder of a host that its flags cannot name. Fails with `BadRequest`. */
export function requireCertificatesFolder(folder: string, operation: string): void {
  if (isHostPath(folder)) return;
  throw refusedRequest('the folder of certificates is an absolute path', operation, { field: 'certificatesFolder' });
}

/** Says why a name cannot be used; `null` where it can. */
export function faultOfName(name: string): string | null {
  if (namePattern.test(name)) return null;
  if (name === '') return 'the member has no name';
  return `the name ${writtenOut(name)} cannot be used: it has letters, digits, dots, hyphens and underscores, at most 63`;
}

/** Says why a member of this name cannot be at a host; `null` where it can. */
export function faultOfHost(name: string, host: string): string | null {
  if (host === '') return `there is no host of ${name}`;
  return isHost(host) ? null : `the host of ${name}, ${writtenOut(host)}, is neither a host name nor an IP address`;
}

function isHost(host: string): boolean {
  // An IPv6 zone is a network interface of one machine.
  if (isIP(host) !== 0) return !host.includes('%') && !unspecified.has(host);
  const labels = host.split('.');
  // A last label of digits makes an IPv4 address of it, as 10.0.1 is 10.0.0.1.
  const isName = labels.every((label) => labelPattern.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
  return host.length <= 253 && isName;
}
