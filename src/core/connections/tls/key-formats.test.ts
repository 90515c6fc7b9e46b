import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionTls } from '../../../contract/connections/profile.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { loadTls, type TlsSecrets } from './tls-material.ts';

/** Made by OpenSSL with the `make.sh` beside them. */
const made = (name: string): string => fileURLToPath(new URL(`key-files/${name}`, import.meta.url));
const text = (name: string): string => readFileSync(made(name), 'utf8');
const passphrase = 'pässwörd';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-formats-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(['ec', 'rsa'] as const)('a client certificate with a key of the kind %s', (kind) => {
  const keys = {
    ec: ['ec.sec1.pem', 'ec.sec1.der', 'ec.sec1-aes256.pem'],
    rsa: ['rsa.pkcs1.pem', 'rsa.pkcs1.der', 'rsa.pkcs1-aes128.pem'],
  }[kind];

  it.each([...keys, `${kind}.pkcs8.pem`, `${kind}.pkcs8.der`, `${kind}.pkcs8-aes256.der`])('takes %s', async (file) => {
    for (const certFile of [made(`${kind}.crt.pem`), made(`${kind}.crt.der`)]) {
      await expectPair(kind, await load({ certFile, keyFile: made(file) }, { passphrase }));
    }
    if (!file.includes('aes')) return;
    const wrong = { certFile: made(`${kind}.crt.pem`), keyFile: made(file) };
    expect((await failure(wrong, { passphrase: 'wrong' })).code).toBe('PassphraseWrong');
    expect((await failure(wrong, {})).code).toBe('PassphraseRequired');
  });

  it.each([
    ['aes256', passphrase],
    ['aes256-ascii', 'ascii'],
    ['aes128', passphrase],
    ['rc2', passphrase],
    ['3des', passphrase],
    ['nomac', passphrase],
    ['clear', passphrase],
    ['empty', null],
  ])('takes certificate, key and chain of the PKCS#12 file %s', async (name, phrase) => {
    const file = made(`${kind}.${name}.p12`);
    const loaded = await load({ certFile: file }, { passphrase: phrase });
    await expectPair(kind, loaded);
    // The chain follows the client's own certificate.
    expect(loaded.material.cert?.match(/BEGIN/g)).toHaveLength(2);
    await expectPair(kind, await load({ certFile: file, keyFile: file }, { passphrase: phrase }));
    if (phrase === null) return;
    const wrong = await failure({ certFile: file }, { passphrase: 'wrong' });
    // A wrong passphrase cannot be told from a file without encryption or checksum.
    expect(wrong).toMatchObject({ code: 'PassphraseWrong', detail: { file } });
    expect((await failure({ certFile: file }, {})).code).toBe('PassphraseRequired');
  });

  it('takes both from one PEM file', async () => {
    await expectPair(kind, await load({ certFile: made(`${kind}.both.pem`) }));
  });

  it('takes pasted text, and its key as a secret', async () => {
    const certPem = text(`${kind}.crt.pem`);
    await expectPair(kind, await load({ certPem }, { privateKey: text(`${kind}.pkcs8.pem`) }));
    expect((await failure({ certPem }, {})).code).toBe('PrivateKeyRequired');
    const other = kind === 'ec' ? 'rsa' : 'ec';
    expect((await failure({ certPem }, { privateKey: text(`${other}.pkcs8.pem`) })).code).toBe('KeyMismatch');
  });
});

describe('a CA', () => {
  it.each(['ca.pem', 'ca.der'])('is taken from %s', async (name) => {
    const { authorities, material } = await load({ caFile: made(name) });
    expect(authorities.map(({ subject }) => subject)).toEqual(['CN=key-files CA']);
    expect(new X509Certificate(material.ca ?? '').fingerprint256).toBe(
      new X509Certificate(text('ca.pem')).fingerprint256,
    );
  });

  it('is taken as text, and out of a PKCS#12 file', async () => {
    expect((await load({ caPem: text('ca.pem') })).authorities).toHaveLength(1);
    expect((await load({ caFile: made('ec.aes256.p12') }, { passphrase })).authorities).toHaveLength(2);
  });
});

describe('a damaged file', () => {
  it('is named, whichever byte of it is changed or cut off', async () => {
    const whole = readFileSync(made('ec.aes256-ascii.p12'));
    const codes = new Set<string>();
    for (let at = 0; at < whole.length; at += 13) {
      const changed = Buffer.from(whole);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x55, at);
      for (const bytes of [changed, whole.subarray(0, at)]) {
        const certFile = join(folder, 'damaged.p12');
        writeFileSync(certFile, bytes);
        const error = await load({ certFile }, { passphrase: 'ascii' }).catch((reason: unknown) => reason);
        if (error instanceof Error) codes.add(error instanceof EtcdeckError ? error.code : `${error.message} at ${at}`);
      }
    }
    const expected = [
      'CertificateInvalid',
      'PassphraseWrong',
      'PrivateKeyInvalid',
      'PrivateKeyRequired',
      'KeyMismatch',
    ];
    expect([...codes].filter((code) => !expected.includes(code))).toEqual([]);
  }, 60_000);

  it('does not hold up everything else', async () => {
    const whole = readFileSync(made('ec.aes256-ascii.p12'));
    // The checksum is at the end, and its rounds come last: an INTEGER of 2048, changed to 2,147,483,647.
    const at = whole.length - 4;
    expect(whole.subarray(at).toString('hex')).toBe('02020800');
    const slow = Buffer.concat([whole.subarray(0, at), Buffer.from('02047fffffff', 'hex')]);
    const checksumAt = whole.length - 67;
    expect(whole.readUInt8(checksumAt + 1)).toBe(65);
    slow.writeUInt8(67, checksumAt + 1);
    slow.writeUInt16BE(slow.readUInt16BE(2) + 2, 2);
    const certFile = join(folder, 'slow.p12');
    writeFileSync(certFile, slow);
    const refused = await failure({ certFile }, { passphrase: 'ascii' });
    expect(refused).toMatchObject({ code: 'CertificateInvalid', message: expect.stringContaining('rounds') });
  });
});

const none = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };

function load(tls: Partial<ConnectionTls>, secrets: Partial<TlsSecrets> = {}) {
  return loadTls({ ...none, ...tls }, { passphrase: null, privateKey: null, ...secrets });
}

async function failure(tls: Partial<ConnectionTls>, secrets: Partial<TlsSecrets>): Promise<EtcdeckError> {
  const error = await load(tls, secrets).catch((reason: unknown) => reason);
  if (error instanceof EtcdeckError) return error;
  throw new Error('it was taken', { cause: error });
}

async function expectPair(
  kind: string,
  { material, clientCertificate }: Awaited<ReturnType<typeof load>>,
): Promise<void> {
  expect(clientCertificate?.fingerprint256).toBe(new X509Certificate(text(`${kind}.crt.pem`)).fingerprint256);
  expect(createPrivateKey(material.key ?? '').equals(createPrivateKey(text(`${kind}.pkcs8.pem`)))).toBe(true);
}
