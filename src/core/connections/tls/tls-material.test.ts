import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionTls } from '../../../contract/connections/profile.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { type Authority, type IssuedCertificate, makeAuthority } from '../../../testing/certificates.ts';
import { loadTls } from './tls-material.ts';

const passphrase = 'correct horse battery staple';

let folder: string;
let authority: Authority;
let client: IssuedCertificate;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-tls-'));
  authority = await makeAuthority('test CA');
  client = await authority.issue({ commonName: 'root', usage: 'client' });
  await write('ca.crt', authority.certPem);
  await write('client.crt', client.certPem);
  await write('client.key', client.keyPem);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('loadTls', () => {
  it('reads a CA, a client certificate and its key', async () => {
    const { material, authorities, clientCertificate } = await load({});
    expect(authorities.map(({ subject }) => subject)).toEqual(['CN=test CA']);
    expect(clientCertificate?.subject).toBe('CN=root');
    expect(sameKey(material.key, client.keyPem)).toBe(true);
  });

  it('needs no file at all', async () => {
    const { material } = await load({ caFile: null, certFile: null, keyFile: null });
    expect(material).toMatchObject({ cert: null, key: null, serverName: null, skipVerify: false });
    expect(material.ca).toContain('-----BEGIN CERTIFICATE-----');
    const unverified = await load({ caFile: null, certFile: null, keyFile: null, skipVerify: true });
    expect(unverified.material.ca).toBeNull();
  });

  it('takes a bundle of authorities, with words between them and Windows line ends', async () => {
    const other = await makeAuthority('other CA');
    const text = `Our CA:\n${authority.certPem}\nTheirs:\n${other.certPem}`.replaceAll('\n', '\r\n');
    const { material, authorities } = await load({ caFile: await write('bundle.crt', text) });
    expect(authorities).toHaveLength(2);
    expect(material.ca).not.toContain('Our CA');
  });

  const own = (): KeyObject => createPrivateKey(client.keyPem);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const cipher = 'aes-256-cbc';
  const encrypted: readonly [string, () => string | Buffer][] = [
    ['PKCS#8', () => own().export({ type: 'pkcs8', format: 'pem', cipher, passphrase })],
    ['SEC1', () => own().export({ type: 'sec1', format: 'pem', cipher, passphrase })],
  ];

  it('takes a SEC1 key behind its parameters', async () => {
    const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';
    const keyFile = await write('sec1.key', parameters + own().export({ type: 'sec1', format: 'pem' }));
    expect(sameKey((await load({ keyFile })).material.key, client.keyPem)).toBe(true);
  });

  it.each(encrypted)('opens an encrypted %s key', async (kind, text) => {
    const keyFile = await write(`encrypted ${kind}.key`, text());
    expect(sameKey((await load({ keyFile }, passphrase)).material.key, client.keyPem)).toBe(true);
    expect((await failure({ keyFile }, null)).code).toBe('PassphraseRequired');
    expect((await failure({ keyFile }, '')).code).toBe('PassphraseRequired');
  });

  // One wrong passphrase in 256 decrypts to something with a valid padding, and OpenSSL then says "unsupported".
  it.each(encrypted)(
    'calls every wrong passphrase of an encrypted %s key wrong',
    async (kind, text) => {
      const keyFile = await write(`encrypted again ${kind}.key`, text());
      const tries = kind === 'PKCS#8' ? 300 : 1000;
      const codes = new Set<string>();
      for (let i = 0; i < tries; i++) codes.add((await failure({ keyFile }, `wrong ${i}`)).code);
      expect([...codes]).toEqual(['PassphraseWrong']);
    },
    30_000,
  );

  it('tells an encrypted key that is cut short from a wrong passphrase', async () => {
    const lines = String(own().export({ type: 'pkcs8', format: 'pem', cipher, passphrase })).split('\n');
    const keyFile = await write('short.key', lines.toSpliced(2, 1).join('\n'));
    expect((await failure({ keyFile }, passphrase)).code).toBe('PrivateKeyInvalid');
  });

  it.each([
    ['another key of the same kind', () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
    ['a key of another kind', () => rsa],
  ])('refuses %s', async (name, key) => {
    const keyFile = await write(`${name}.key`, key().export({ type: 'pkcs8', format: 'pem' }));
    expect((await failure({ keyFile })).code).toBe('KeyMismatch');
  });

  it.each([
    ['garbage', 'garbage', 'it holds no PEM block'],
    ['an empty file', '', 'it is empty'],
    ['DER cut short', Buffer.from('30820122', 'hex'), 'it is binary, but no whole certificate'],
    ['a damaged certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'damaged'],
    ['a private key', () => client.keyPem, 'it holds a private key'],
  ])('refuses %s as CA', async (name, content, words) => {
    const caFile = await write(`${name}.ca`, typeof content === 'function' ? content() : content);
    const { code, message, detail } = await failure({ caFile });
    expect(code).toBe('CertificateInvalid');
    expect(message).toContain(words);
    expect(detail?.file).toBe(caFile);
  });

  it.each([
    ['garbage', 'garbage', 'no PEM block'],
    ['a damaged key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', 'damaged'],
    ['a certificate', () => client.certPem, 'it holds a certificate'],
    ['an SSH key', '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n', 'SSH'],
  ])('refuses %s as key', async (name, content, words) => {
    const keyFile = await write(`${name}.key`, typeof content === 'function' ? content() : content);
    const { code, message } = await failure({ keyFile });
    expect(code).toBe('PrivateKeyInvalid');
    expect(message).toContain(words);
  });

  it('refuses a certificate without its key, and a key without its certificate', async () => {
    expect((await failure({ keyFile: null })).code).toBe('PrivateKeyRequired');
    expect((await failure({ certFile: null })).code).toBe('CertificateInvalid');
  });

  it('names the file that is not there, and the one that is none', async () => {
    const missing = join(folder, 'nowhere.crt');
    const absent = await failure({ caFile: missing });
    expect([absent.code, absent.detail?.file]).toEqual(['FileNotFound', missing]);
    expect(absent.message).toContain(missing);
    await mkdir(join(folder, 'sub'), { recursive: true });
    expect((await failure({ caFile: join(folder, 'sub') })).code).toBe('FileNotReadable');
    expect((await failure({ caFile: 'ca.crt' })).code).toBe('FileNotReadable');
  });

  it('is not kept busy by a large file of beginnings', async () => {
    const caFile = await write('beginnings.crt', '-----BEGIN CERTIFICATE-----\n'.repeat(140_000));
    const startedAt = performance.now();
    expect((await failure({ caFile })).code).toBe('CertificateInvalid');
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

async function write(name: string, content: string | Buffer): Promise<string> {
  const file = join(folder, name.replaceAll('#', ''));
  await writeFile(file, content);
  return file;
}

function load(overrides: Partial<ConnectionTls>, secret: string | null = null) {
  const tls = {
    caFile: join(folder, 'ca.crt'),
    certFile: join(folder, 'client.crt'),
    keyFile: join(folder, 'client.key'),
    serverName: null,
    skipVerify: false,
    ...overrides,
  };
  return loadTls(tls, { passphrase: secret, privateKey: null });
}

async function failure(overrides: Partial<ConnectionTls>, secret: string | null = null): Promise<EtcdeckError> {
  try {
    await load(overrides, secret);
  } catch (error) {
    if (error instanceof EtcdeckError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function sameKey(a: string | null, b: string): boolean {
  return a !== null && createPrivateKey(a).equals(createPrivateKey(b));
}
