import { createHmac, timingSafeEqual } from 'node:crypto';

/** A line of an OpenSSH known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export interface KnownHostLine {
  readonly marker: 'revoked' | 'cert-authority' | null;
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`. */
  readonly keyType: string;
  readonly key: Buffer;
  /** Whether the line is for this host; a port other than 22 is part of the name. */
  isOf(host: string, port: number): boolean;
}

/** Returns the valid lines; skips the others, as OpenSSH does. */
export function parseKnownHosts(text: string): readonly KnownHostLine[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const marker = markerOf(words[0] ?? '');
    const [hosts = '', keyType = '', digits = ''] = marker === null ? words : words.slice(1);
    const [key] = /^[A-Za-z0-9+/]+={0,2}$/.exec(digits) ?? [];
    if (/^[#@]/.test(hosts) || !/^[a-z][\w@.-]+$/.test(keyType) || key === undefined) return [];
    return [
      {
        marker,
        keyType,
        key: Buffer.from(key, 'base64'),
        isOf: (host: string, port: number) => isNamed(hosts, nameOf(host, port)),
      },
    ];
  });
}

function markerOf(word: string): KnownHostLine['marker'] {
  if (word === '@revoked') return 'revoked';
  return word === '@cert-authority' ? 'cert-authority' : null;
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

/** `*` stands for any characters, `?` for one. Backtracks to the last `*` only: an earlier one cannot match more. */
function isLike(pattern: string, name: string): boolean {
  let [at, place] = [0, 0];
  let [star, from] = [-1, 0];
  while (at < name.length) {
    if (pattern[place] === '*') {
      star = place++;
      from = at;
    } else if (pattern[place] === '?' || pattern[place] === name[at]) {
      place++;
      at++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++from;
    } else return false;
  }
  while (pattern[place] === '*') place++;
  return place === pattern.length;
}
