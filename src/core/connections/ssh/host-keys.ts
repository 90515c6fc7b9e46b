import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { EtcdeckError } from '../../../contract/failure.ts';
import { withoutPadding } from '../../../contract/text-end.ts';
import { once } from '../../once.ts';
import type { Ports } from '../../ports.ts';
import { isRecord, readDocument, settingsDamaged, updateDocument } from '../../settings/document.ts';
import { hostAndPort } from '../endpoints.ts';
import { type KnownHostLine, parseKnownHosts } from './known-hosts-file.ts';
import { type SshHost, sshFailure } from './ssh-failures.ts';

/** What is known about a host before it is dialled. */
export interface KnownHost {
  /** The known key types, requested before others: otherwise the host might present a key of an unknown type. */
  readonly keyTypes: readonly string[];
  /** Returns why a key is not trusted, or `null` where it is. Never trusts a key by itself. */
  judge(key: Buffer): EtcdeckError | null;
}

/** The keys of SSH hosts: those trusted here, in the settings folder, and those in OpenSSH's files on this machine. */
export interface HostKeys {
  /** Returns what is known about a host. Fails with `SettingsDamaged`, `FileNotReadable`. */
  known(host: SshHost): Promise<KnownHost>;
  /** Trusts a key that the operator has compared, replacing any other trusted here. */
  trust(host: SshHost & { readonly fingerprint: string }): Promise<void>;
}

const trustedSchema = once(() =>
  z.looseObject({
    host: z.string(),
    port: z.number(),
    keyType: z.string().nullable().default(null).catch(null),
    fingerprint: z.string(),
  }),
);

/** Opens the trusted host keys of the settings folder. */
export function openHostKeys(ports: Pick<Ports, 'openStore' | 'clock'>): HostKeys {
  const store = ports.openStore('known_hosts');
  /** Types of the keys refused so far, for the one that the operator will trust. */
  const refused = new Map<string, string>();

  const entries = (document: Readonly<Record<string, unknown>>): readonly unknown[] => {
    const hosts = document.hosts ?? [];
    if (!Array.isArray(hosts)) throw settingsDamaged(store, '"hosts" is not a list');
    return hosts;
  };
  const isOf = (entry: unknown, { host, port }: SshHost): boolean =>
    isRecord(entry) && entry.host === host.toLowerCase() && entry.port === port;

  return {
    async known(of) {
      const entry = trustedSchema().safeParse(entries(readDocument(store)).find((one) => isOf(one, of)));
      const trusted = entry.success ? entry.data : null;
      const lines = (await openSshLines()).filter((line) => line.isOf(of.host, of.port));
      const usable = lines.filter(({ marker }) => marker === null);
      const keyTypes = [trusted?.keyType ?? null, ...usable.map(({ keyType }) => keyType)];
      return {
        keyTypes: [...new Set(keyTypes.filter((type) => type !== null))],
        judge(key) {
          const failure = judge(of, key, trusted?.fingerprint ?? null, lines);
          if (failure !== null) refused.set(fingerprintOf(key), keyTypeOf(key));
          return failure;
        },
      };
    },

    async trust({ host, port, fingerprint }) {
      const keyType = refused.get(fingerprint) ?? null;
      const entry = { host: host.toLowerCase(), port, keyType, fingerprint, trustedAt: ports.clock.now() };
      await updateDocument(store, (document) => ({
        document: { ...document, hosts: [...entries(document).filter((one) => !isOf(one, { host, port })), entry] },
        result: undefined,
      }));
    },
  };
}

/** Returns a key's fingerprint as OpenSSH prints it: `SHA256:` and base64 without padding. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${withoutPadding(createHash('sha256').update(key).digest('base64'))}`;
}

/** The name that a public key begins with (RFC 4253 6.6). */
function keyTypeOf(key: Buffer): string {
  return key.length < 4 ? '' : key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1');
}

function judge(
  { host, port }: SshHost,
  key: Buffer,
  trusted: string | null,
  lines: readonly KnownHostLine[],
): EtcdeckError | null {
  const fingerprint = fingerprintOf(key);
  const detail = { host, port, keyType: keyTypeOf(key), fingerprint };
  const at = hostAndPort({ host, port });
  const same = lines.filter((line) => line.key.equals(key));
  if (same.some(({ marker }) => marker === 'revoked')) {
    const message = `the key of ${at}, ${fingerprint}, is marked as revoked in known_hosts`;
    return sshFailure('SshHostKeyChanged', message, detail);
  }
  if (trusted === fingerprint || same.some(({ marker }) => marker === null)) return null;
  const others = lines.filter(({ marker }) => marker === null).map((line) => fingerprintOf(line.key));
  const expected = trusted === null ? others : [trusted, ...others];
  if (expected.length === 0) {
    const message = `the key of ${at} is not known here: ${detail.keyType} ${fingerprint}`;
    return sshFailure('SshHostKeyUnknown', message, detail);
  }
  const message = `${at} shows the key ${fingerprint}, and ${expected.join(' or ')} is the one trusted`;
  return sshFailure('SshHostKeyChanged', message, { ...detail, expected: expected.join(' ') });
}

/** Reads the known_hosts files that `ssh` uses. An unreadable file adds no host. */
async function openSshLines(): Promise<readonly KnownHostLine[]> {
  const files = [join(homedir(), '.ssh', 'known_hosts'), '/etc/ssh/ssh_known_hosts'];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return texts.flatMap(parseKnownHosts);
}
