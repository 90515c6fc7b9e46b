import { isIP } from 'node:net';
import { EtcdeckError } from '../../contract/failure.ts';
import type { NewMember } from '../../contract/new-cluster.ts';
import { writtenOut } from '../terminal/steering.ts';

const counts: ReadonlySet<number> = new Set([1, 3, 5]);
/** A name also names a folder, so that it has the letters of file names everywhere. */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const labelPattern = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const unspecified: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/**
 * Refuses members that make no cluster: 2 or 4 of them tolerate no more failures than one member less, names and hosts
 * have to differ, and a host has no port. Fails with `BadRequest`, which names the member.
 */
export function requireMembers(members: readonly NewMember[], operation: string): void {
  const refuse = (message: string): never => {
    throw new EtcdeckError({ code: 'BadRequest', message, operation });
  };
  if (!counts.has(members.length)) refuse(`a new cluster has 1, 3 or 5 members, not ${members.length}`);
  const names = new Set<string>();
  const hosts = new Set<string>();
  for (const [at, { name, host }] of members.entries()) {
    if (name === '') refuse(`member ${at + 1} has no name`);
    const shown = writtenOut(name);
    if (!namePattern.test(name)) {
      refuse(`the name ${shown} cannot be used: it has letters, digits, dots, hyphens and underscores, at most 63`);
    }
    if (names.has(name.toLowerCase())) refuse(`two members have the name ${shown}`);
    if (host === '') refuse(`${shown} has no host`);
    if (!isHost(host)) refuse(`${shown}: ${writtenOut(host)} is neither a host name nor an IP address`);
    if (hosts.has(host.toLowerCase())) refuse(`two members are on ${host}: each needs a machine of its own`);
    names.add(name.toLowerCase());
    hosts.add(host.toLowerCase());
  }
}

function isHost(host: string): boolean {
  // An IPv6 zone is a network interface of one machine.
  if (isIP(host) !== 0) return !host.includes('%') && !unspecified.has(host);
  const labels = host.split('.');
  // A last label of digits makes an IPv4 address of it, as 10.0.1 is 10.0.0.1.
  const isName = labels.every((label) => labelPattern.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
  return host.length <= 253 && isName;
}
