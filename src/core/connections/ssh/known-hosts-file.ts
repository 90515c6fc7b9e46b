import { createHmac, timingSafeEqual } from 'node:crypto';

/** A line of an OpenSSH known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export interface KnownHostLine {
  readonly marker: 'revoked' | 'cert-authority' | null;
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`. */
  readonly keyType: string;
  readonly key: Buffer;
  /** Whether the line is of this host; a port other than 22 is part of the name. */
  isOf(host: string, port: number): boolean;
}

/** The lines that make sense; the others are left aside, as OpenSSH does. */
export function parseKnownHosts(text: string): readonly KnownHostLine[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, marker, hosts = '', keyType = '', key = ''] =
      /^\s*(?:@(revoked|cert-authority)\s+)?([^\s#@]\S*)\s+([a-z][\w@.-]+)\s+([A-Za-z0-9+/]+={0,2})(?:\s|$)/.exec(
        line,
      ) ?? [];
    if (hosts === '') return [];
    return [
      {
        // The pattern has no other.
        marker: (marker ?? null) as KnownHostLine['marker'],
        keyType,
        key: Buffer.from(key, 'base64'),
        isOf: (host: string, port: number) => isNamed(hosts, nameOf(host, port)),
      },
    ];
  });
}

function nameOf(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

function isNamed(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) return isHashOf(hosts, name);
  const patterns = hosts.toLowerCase().split(',');
  const isExcluded = patterns.some((pattern) => pattern.startsWith('!') && isLike(pattern.slice(1), name));
  return !isExcluded && patterns.some((pattern) => !pattern.startsWith('!') && isLike(pattern, name));
}

/** `|1|salt|hash`, both base64: HMAC-SHA1 of the name under the salt. */
function isHashOf(hosts: string, name: string): boolean {
  const [, version, salt = '', hash = ''] = hosts.split('|');
  if (version !== '1') return false;
  const expected = Buffer.from(hash, 'base64');
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function isLike(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(name);
}
