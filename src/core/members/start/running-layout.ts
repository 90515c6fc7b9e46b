import { posix } from 'node:path';
import { isTrue } from '../../connections/importers/named-settings.ts';
import { renamed } from '../command-line/renamed.ts';
import { isHostPath } from './host-path.ts';
import type { HostPath, PortTls } from './start-settings.ts';
import { isMemberName } from './usable-name.ts';

type Flags = ReadonlyMap<string, string>;

/**
 * Returns the new member's data folder as another member has its own, `null` where that does not say it. The
 * member's own name in it becomes the new one's: `/var/lib/etcd/m1`, `/var/lib/m1.etcd`.
 */
export function dataDirLike(flags: Flags, name: string): string | null {
  const folder = flags.get('data-dir');
  if (folder === undefined || !isHostPath(folder)) return null;
  const own = posix.normalize(folder);
  return renamedFor(own.length > 1 && own.endsWith('/') ? own.slice(0, -1) : own, flags, name).path;
}

/** Returns the token of the cluster's beginning, where a member names it. It tells clusters apart, and is no secret. */
export function tokenIn(flags: Flags): string | null {
  const token = flags.get('initial-cluster-token');
  return token !== undefined && isMemberName(token) ? token : null;
}

/**
 * Returns TLS of a port as another member has it, `null` where its command line does not say it. A file that is named
 * after that member is a guess for the new one.
 */
export function tlsLike(prefix: '' | 'peer-', flags: Flags, name: string): PortTls | null {
  const file = (flag: string): HostPath | null => {
    const path = flags.get(prefix + flag);
    return path === undefined || !isHostPath(path) ? null : renamedFor(path, flags, name);
  };
  const [certificate, key] = [file('cert-file'), file('key-file')];
  if (certificate !== null && key !== null) {
    const demandsCertificates = isTrue(flags.get(`${prefix}client-cert-auth`));
    return { kind: 'files', ca: file('trusted-ca-file'), certificate, key, demandsCertificates };
  }
  return isTrue(flags.get(`${prefix}auto-tls`)) ? { kind: 'self-signed' } : null;
}

/** Puts the new member's name in place of the other one's. */
function renamedFor(path: string, flags: Flags, name: string): HostPath {
  const own = renamed(path, flags.get('name') ?? '', name);
  return { path: own, isKnown: own === path };
}
