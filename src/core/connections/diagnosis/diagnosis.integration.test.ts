import { createPrivateKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionStep } from '../../../contract/connections/diagnosis.ts';
import type { ConnectionDraft, ConnectionSecrets } from '../../../contract/connections/profile.ts';
import type { ErrorCode } from '../../../contract/failure.ts';
import { type Authority, makeAuthority, writeCertificate } from '../../../testing/certificates.ts';
import { hasAtLeast } from '../../../testing/etcd-binaries.ts';
import type { LocalServer } from '../../../testing/local-server.ts';
import {
  refusedPort,
  startBanner,
  startHangUp,
  startHttp1Server,
  startHttp2Server,
  startTlsServer,
} from '../../../testing/odd-servers.ts';
import { testPorts } from '../../../testing/ports.ts';
import { startBlackHole } from '../../../testing/proxy.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import { createConnections } from '../create-connections.ts';

const day = 86_400_000;
const noTls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };

let folder: string;
let mutual: TestCluster;
let plain: TestCluster;
let withAuth: TestCluster;
let authority: Authority;
const odd: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-diagnosis-'));
  [mutual, plain, withAuth] = await Promise.all([
    startCluster({ tls: 'mutual' }),
    startCluster(),
    startCluster({ auth: true }),
  ]);
  if (mutual.authority === null) throw new Error('a TLS cluster has an authority');
  authority = mutual.authority;
});
afterAll(async () => {
  await Promise.all([mutual, plain, withAuth, ...odd].map((one) => one?.close()));
  await rm(folder, { recursive: true, force: true });
});

describe('a connection that works', () => {
  it('walks every step over TLS with a client certificate', async () => {
    const steps = await walk(mutual.draft());
    expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      'files ok',
      'resolve ok',
      'tcp ok',
      'tls ok',
      'auth ok',
      'cluster ok',
    ]);
    const details = new Map(steps.map(({ step, detail }) => [step, detail]));
    expect(details.get('files')).toMatch(
      /^CA etcdeck test CA · client certificate of etcdeck-test, ends .+, in 36\d days$/,
    );
    expect(details.get('tls')).toMatch(/^TLSv1\.[23] · certificate of etcd · ends \d{4}-\d\d-\d\d, in 36\d days$/);
    expect(details.get('cluster')).toMatch(/^etcd 3\.\S+ · cluster [0-9a-f]+ · 1 member$/);
    expect(steps.every(({ durationMs, failure }) => durationMs !== null && failure === null)).toBe(true);
  });

  it('tells each step when it begins and when it ends', async () => {
    const states = (await everything(plain.draft())).map(({ step, state }) => `${step} ${state}`);
    expect(states.slice(0, 4)).toEqual(['files running', 'files skipped', 'resolve running', 'resolve ok']);
    expect(states.at(-1)).toBe('cluster ok');
  });

  it('says that plain http encrypts nothing, the password included', async () => {
    const steps = await walk(withAuth.draft(), { password: 'rootpw' });
    expect(steps.find(({ step }) => step === 'tls')).toMatchObject({
      state: 'skipped',
      detail: 'plain http: nothing is encrypted',
    });
    expect(steps.find(({ step }) => step === 'auth')?.detail).toBe(
      'let in as root · WARNING: the password is sent unencrypted',
    );
  });

  it('lets in a user who may ask for little', async () => {
    const steps = await walk(withAuth.draft({ user: 'reader' }), { password: 'readerpw' });
    expect(steps.at(-1)).toMatchObject({ step: 'cluster', state: 'ok' });
    // Late releases of 3.5 give status to root only.
    expect(steps.at(-1)?.detail).toMatch(/^etcd (3\.|\(the user may not ask for its version\))/);
  });

  it('resolves a name, and passes an address that nobody listens on', async () => {
    const named = mutual.endpoints.map((endpoint) => endpoint.replace('127.0.0.1', 'localhost'));
    const steps = await walk(mutual.draft({ endpoints: named }));
    expect(steps.at(-1)?.state).toBe('ok');
    expect(steps.find(({ step }) => step === 'resolve')?.detail).toContain('127.0.0.1');
  });

  it('does not verify where it is told not to, and warns', async () => {
    const other = await makeAuthority('other CA');
    const draft = mutual.draft();
    const caFile = await write('unverified-ca.crt', other.certPem);
    const steps = await walk({ ...draft, tls: { ...draft.tls, caFile, skipVerify: true } });
    expect(steps.at(-1)).toMatchObject({ step: 'cluster', state: 'ok' });
    expect(steps.find(({ step }) => step === 'files')?.detail).toContain('WARNING: the servers are not verified');
    expect(steps.find(({ step }) => step === 'tls')?.detail).toContain('WARNING: not verified: ');
  });

  it('expects another name where it is told to', async () => {
    const certificate = await authority.issue({
      commonName: 'elsewhere',
      names: ['etcd.example.org'],
      usage: 'server',
    });
    const server = await started(startTlsServer(certificate));
    const draft = mutual.draft({ endpoints: [`https://127.0.0.1:${server.port}`] });
    const steps = await walk({ ...draft, tls: { ...draft.tls, serverName: 'etcd.example.org' } });
    expect(steps.find(({ step }) => step === 'tls')?.state).toBe('ok');
  });
});

describe('what is wrong with the server', () => {
  it('a certificate of another authority', async () => {
    const caFile = await write('other-ca.crt', (await makeAuthority('other CA')).certPem);
    await fails(withTls({ caFile }), 'tls', 'ServerCertificateUntrusted');
  });

  it('a certificate of an authority of the same name with another key', async () => {
    const caFile = await write('same-name-ca.crt', (await makeAuthority('etcdeck test CA')).certPem);
    await fails(withTls({ caFile }), 'tls', 'ServerCertificateUntrusted');
  });

  it('no CA given, and none of the system’s signed it', async () => {
    const { failure } = await fails(withTls({ caFile: null }), 'tls', 'ServerCertificateUntrusted');
    expect(failure?.message).toContain('no CA is given');
  });

  it.each([
    [
      'for another name',
      { names: ['10.9.9.9', 'etcd.example.org'] },
      'ServerCertificateNameMismatch',
      'etcd.example.org',
    ],
    ['without any name', {}, 'ServerCertificateNameMismatch', 'no name at all'],
    [
      'that has ended',
      { notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() - day) },
      'ServerCertificateExpired',
      'ended on',
    ],
    ['that has not begun', { notBefore: new Date(Date.now() + day) }, 'ServerCertificateExpired', 'begins on'],
    ['for clients only', { usage: 'client' }, 'ServerCertificateUntrusted', 'server authentication'],
  ] as const)('a certificate %s', async (_, order, code, words) => {
    const names = 'names' in order || Object.keys(order).length === 0 ? {} : { names: ['127.0.0.1'] };
    const certificate = await authority.issue({ commonName: 'odd', usage: 'server', ...names, ...order });
    const server = await started(startTlsServer(certificate));
    const { failure } = await fails(mutual.draft({ endpoints: [`https://127.0.0.1:${server.port}`] }), 'tls', code);
    expect(failure?.message).toContain(words);
    expect(failure?.endpoint).toBe(`https://127.0.0.1:${server.port}`);
  });

  it('an http endpoint on a port that speaks TLS', async () => {
    const endpoints = mutual.endpoints.map((endpoint) => endpoint.replace('https', 'http'));
    await fails({ ...plain.draft(), endpoints }, 'tls', 'ServerSpeaksTls');
  });

  it('an https endpoint on a port that speaks plain http', async () => {
    const endpoints = plain.endpoints.map((endpoint) => endpoint.replace('http', 'https'));
    await fails(mutual.draft({ endpoints }), 'tls', 'ServerSpeaksPlain');
  });

  it('a port where nothing listens', async () => {
    const port = await refusedPort();
    const { failure } = await fails(draftOf(`http://127.0.0.1:${port}`), 'tcp', 'ConnectionRefused');
    expect(failure).toMatchObject({ retry: true, detail: { address: `127.0.0.1:${port}` } });
  });

  it.concurrent.each(['http', 'https'])('a black hole behind %s, after the time of one step', async (scheme) => {
    const hole = await startBlackHole();
    odd.push(hole);
    const startedAt = performance.now();
    const endpoints = [hole.endpoint.replace('http', scheme)];
    await fails(
      scheme === 'http' ? { ...plain.draft(), endpoints } : mutual.draft({ endpoints }),
      'tls',
      'ConnectTimeout',
    );
    // Five seconds; two steps in sequence would take ten.
    expect(performance.now() - startedAt).toBeLessThan(9_500);
  });

  it('a name that there is not', async () => {
    await fails(draftOf('http://no-such-name.invalid:2379'), 'resolve', 'NameNotResolved');
  });

  it.each([
    ['an HTTP/1 server', startHttp1Server, 'tls', 'NotEtcd'],
    ['an SSH server', () => startBanner('SSH-2.0-OpenSSH_9.2p1\r\n'), 'tls', 'NotEtcd'],
    ['an HTTP/2 server', startHttp2Server, 'auth', 'NotEtcd'],
    ['a server that hangs up', startHangUp, 'tls', 'ConnectionCut'],
  ] as const)('%s', async (_, start, step, code) => {
    const server = await started(start());
    await fails(draftOf(`http://127.0.0.1:${server.port}`), step, code);
  });

  it('a TLS server that is no etcd', async () => {
    const server = await started(
      startTlsServer(await authority.issue({ commonName: 'web', names: ['127.0.0.1'], usage: 'server' })),
    );
    await fails(mutual.draft({ endpoints: [`https://127.0.0.1:${server.port}`] }), 'auth', 'NotEtcd');
  });
});

describe('what is wrong with the client certificate', () => {
  it('none is given', async () => {
    await fails(withTls({ certFile: null, keyFile: null }), 'tls', 'ClientCertificateRequired');
  });

  // The server cannot say so in TLS 1.2: it sends the alert that also means "no cipher in common".
  it.skipIf(!hasAtLeast('3.5.9'))('none is given, and the server speaks TLS 1.2', async () => {
    const old = await startCluster({ tls: 'mutual', args: ['--tls-max-version=TLS1.2'] });
    odd.push(old);
    const draft = old.draft();
    const tls = { ...draft.tls, certFile: null, keyFile: null };
    await fails({ ...draft, tls }, 'tls', 'ClientCertificateRequired');
    expect((await walk(draft)).find(({ step }) => step === 'tls')?.detail).toMatch(/^TLSv1\.2 /);
  });

  it('another authority signed it', async () => {
    const other = await makeAuthority('other CA');
    const issued = await other.issue({ commonName: 'root', usage: 'client' });
    const { cert, key } = await writeCertificate(folder, 'foreign', issued);
    await fails(withTls({ certFile: cert, keyFile: key }), 'tls', 'ClientCertificateUntrusted');
  });

  it.each([
    [
      'has ended',
      { notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() - day) },
      'ClientCertificateExpired',
    ],
    ['is for servers only', { usage: 'server' }, 'ClientCertificateRefused'],
  ] as const)('it %s', async (name, order, code) => {
    const issued = await authority.issue({ commonName: 'root', usage: 'client', ...order });
    const { cert, key } = await writeCertificate(folder, name, issued);
    await fails(withTls({ certFile: cert, keyFile: key }), 'tls', code);
  });

  it('its key is encrypted: without passphrase, with a wrong one, with the right one', async () => {
    const passphrase = 'open sesame';
    const pem = createPrivateKey(await readKey()).export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase,
    });
    const keyFile = await write('encrypted.key', pem.toString());
    await fails(withTls({ keyFile }), 'files', 'PassphraseRequired');
    await fails(withTls({ keyFile }), 'files', 'PassphraseWrong', { passphrase: 'no' });
    expect((await walk(withTls({ keyFile }), { passphrase })).at(-1)?.state).toBe('ok');
  });

  it('its key is another’s', async () => {
    const { key } = await writeCertificate(
      folder,
      'stranger',
      await authority.issue({ commonName: 'x', usage: 'client' }),
    );
    await fails(withTls({ keyFile: key }), 'files', 'KeyMismatch');
  });

  it('its file is not there', async () => {
    const { failure } = await fails(withTls({ caFile: join(folder, 'nowhere') }), 'files', 'FileNotFound');
    expect(failure?.message).toContain(join(folder, 'nowhere'));
  });
});

describe('what is wrong with the user', () => {
  it('the password', async () => {
    await fails(withAuth.draft(), 'auth', 'AuthFailed', { password: 'wrong' });
  });

  it('no such user', async () => {
    await fails(withAuth.draft({ user: 'nobody' }), 'auth', 'AuthFailed', { password: 'wrong' });
  });

  it('no password', async () => {
    await fails(withAuth.draft(), 'auth', 'PasswordRequired');
  });

  it('none is given and one is asked for', async () => {
    await fails(withAuth.draft({ user: null }), 'auth', 'UserEmpty');
  });

  it('one is given and none is asked for', async () => {
    await fails(plain.draft({ user: 'root' }), 'auth', 'AuthNotEnabled', { password: 'rootpw' });
  });
});

describe('several endpoints', () => {
  it('walks each to its own end', async () => {
    const refused = `http://127.0.0.1:${await refusedPort()}`;
    const steps = await walk(draftOf(refused, ...plain.endpoints));
    expect(ends(steps)).toEqual({ [refused]: 'tcp ConnectionRefused', [plain.endpoints[0] ?? '']: 'cluster ok' });
  });

  it('says which is of another cluster than the first', async () => {
    const other = await startCluster();
    odd.push(other);
    const [first = '', second = ''] = [...plain.endpoints, ...other.endpoints];
    expect(ends(await walk(draftOf(first, second)))).toEqual({
      [first]: 'cluster ok',
      [second]: 'cluster ClusterIDMismatch',
    });
    expect(ends(await walk(draftOf(second, first)))).toEqual({
      [second]: 'cluster ok',
      [first]: 'cluster ClusterIDMismatch',
    });
  });
});

describe('stopping', () => {
  it('ends at once when its signal says so', async () => {
    const hole = await startBlackHole();
    odd.push(hole);
    const stop = new AbortController();
    const { api } = createConnections(testPorts(folder));
    const startedAt = performance.now();
    const seen: ConnectionStep[] = [];
    const walking = (async () => {
      for await (const step of api.test({ draft: draftOf(hole.endpoint), secrets: {} }, { signal: stop.signal })) {
        seen.push(step);
        if (step.step === 'tls') stop.abort();
      }
    })();
    await expect(walking).rejects.toMatchObject({ code: 'Cancelled' });
    // Well before the step's own time is up.
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    expect(seen.at(-1)).toMatchObject({ step: 'tls', state: 'running' });
  });
});

async function everything(draft: ConnectionDraft, secrets: ConnectionSecrets = {}): Promise<readonly ConnectionStep[]> {
  const { api } = createConnections(testPorts(folder));
  const steps: ConnectionStep[] = [];
  for await (const step of api.test({ draft, secrets })) steps.push(step);
  return steps;
}

async function walk(draft: ConnectionDraft, secrets: ConnectionSecrets = {}): Promise<readonly ConnectionStep[]> {
  return (await everything(draft, secrets)).filter(({ state }) => state !== 'running');
}

/** Walks a draft and expects it to fail at this step with this failure, after every earlier step succeeded. */
async function fails(
  draft: ConnectionDraft,
  step: ConnectionStep['step'],
  code: ErrorCode,
  secrets: ConnectionSecrets = {},
): Promise<ConnectionStep> {
  const steps = await walk(draft, secrets);
  const last = steps.at(-1);
  expect({
    step: last?.step,
    state: last?.state,
    code: last?.failure?.code,
    words: last?.failure?.message,
  }).toMatchObject({
    step,
    state: 'failed',
    code,
  });
  expect(steps.slice(0, -1).every(({ state }) => state === 'ok' || state === 'skipped')).toBe(true);
  for (const secret of Object.values(secrets)) {
    if (secret.length > 3) expect(JSON.stringify(steps)).not.toContain(secret);
  }
  if (last === undefined) throw new Error('no step was told');
  return last;
}

function ends(steps: readonly ConnectionStep[]): Record<string, string> {
  return Object.fromEntries(
    steps.flatMap(({ endpoint, step, state, failure }) =>
      endpoint === null ? [] : [[endpoint, `${step} ${failure?.code ?? state}`]],
    ),
  );
}

function draftOf(...endpoints: readonly string[]): ConnectionDraft {
  return { id: null, name: 'odd', endpoints, tls: noTls, user: null };
}

function withTls(overrides: Partial<ConnectionDraft['tls']>): ConnectionDraft {
  const draft = mutual.draft();
  return { ...draft, tls: { ...draft.tls, ...overrides } };
}

async function readKey(): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return await readFile(mutual.files?.key ?? '', 'utf8');
}

async function write(name: string, content: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

async function started(server: Promise<LocalServer>): Promise<LocalServer> {
  odd.push(await server);
  return server;
}
