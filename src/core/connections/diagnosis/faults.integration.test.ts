import { createPrivateKey } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAuthority, writeCertificate } from '../../../testing/certificates.ts';
import { type DiagnosisWorld, draftOf, startDiagnosisWorld } from '../../../testing/diagnosis-world.ts';
import { hasAtLeast } from '../../../testing/etcd-binaries.ts';
import {
  refusedPort,
  startBanner,
  startHangUp,
  startHttp1Server,
  startHttp2Server,
  startTlsServer,
} from '../../../testing/odd-servers.ts';
import { startBlackHole } from '../../../testing/proxy.ts';
import { startCluster } from '../../../testing/test-cluster.ts';

const day = 86_400_000;

let world: DiagnosisWorld;
beforeAll(async () => {
  world = await startDiagnosisWorld();
});
afterAll(() => world?.close());

describe('what is wrong with the server', () => {
  it('a certificate of another authority', async () => {
    const caFile = await world.write('other-ca.crt', (await makeAuthority('other CA')).certPem);
    await world.fails(world.withTls({ caFile }), 'tls', 'ServerCertificateUntrusted');
  });

  it('a certificate of an authority of the same name with another key', async () => {
    const caFile = await world.write('same-name-ca.crt', (await makeAuthority('etcdeck test CA')).certPem);
    await world.fails(world.withTls({ caFile }), 'tls', 'ServerCertificateUntrusted');
  });

  it('no CA given, and none of the system’s signed it', async () => {
    const { failure } = await world.fails(world.withTls({ caFile: null }), 'tls', 'ServerCertificateUntrusted');
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
    const certificate = await world.authority.issue({ commonName: 'odd', usage: 'server', ...names, ...order });
    const server = await world.started(startTlsServer(certificate));
    const { failure } = await world.fails(
      world.mutual.draft({ endpoints: [`https://127.0.0.1:${server.port}`] }),
      'tls',
      code,
    );
    expect(failure?.message).toContain(words);
    expect(failure?.endpoint).toBe(`https://127.0.0.1:${server.port}`);
  });

  it('an http endpoint on a port that speaks TLS', async () => {
    const endpoints = world.mutual.endpoints.map((endpoint) => endpoint.replace('https', 'http'));
    await world.fails({ ...world.plain.draft(), endpoints }, 'tls', 'ServerSpeaksTls');
  });

  it('an https endpoint on a port that speaks plain http', async () => {
    const endpoints = world.plain.endpoints.map((endpoint) => endpoint.replace('http', 'https'));
    await world.fails(world.mutual.draft({ endpoints }), 'tls', 'ServerSpeaksPlain');
  });

  it('a port where nothing listens', async () => {
    const port = await refusedPort();
    const { failure } = await world.fails(draftOf(`http://127.0.0.1:${port}`), 'tcp', 'ConnectionRefused');
    expect(failure).toMatchObject({ retry: true, detail: { address: `127.0.0.1:${port}` } });
  });

  it.concurrent.each(['http', 'https'])('a black hole behind %s, after the time of one step', async (scheme) => {
    const hole = await startBlackHole();
    world.closeLater(hole);
    const startedAt = performance.now();
    const endpoints = [hole.endpoint.replace('http', scheme)];
    await world.fails(
      scheme === 'http' ? { ...world.plain.draft(), endpoints } : world.mutual.draft({ endpoints }),
      'tls',
      'ConnectTimeout',
    );
    // Five seconds; two steps in sequence would take ten.
    expect(performance.now() - startedAt).toBeLessThan(9_500);
  });

  it('a name that there is not', async () => {
    await world.fails(draftOf('http://no-such-name.invalid:2379'), 'resolve', 'NameNotResolved');
  });

  it.each([
    ['an HTTP/1 server', startHttp1Server, 'tls', 'NotEtcd'],
    ['an SSH server', () => startBanner('SSH-2.0-OpenSSH_9.2p1\r\n'), 'tls', 'NotEtcd'],
    ['an HTTP/2 server', startHttp2Server, 'auth', 'NotEtcd'],
    ['a server that hangs up', startHangUp, 'tls', 'ConnectionCut'],
  ] as const)('%s', async (_, start, step, code) => {
    const server = await world.started(start());
    await world.fails(draftOf(`http://127.0.0.1:${server.port}`), step, code);
  });

  it('a TLS server that is no etcd', async () => {
    const server = await world.started(
      startTlsServer(await world.authority.issue({ commonName: 'web', names: ['127.0.0.1'], usage: 'server' })),
    );
    await world.fails(world.mutual.draft({ endpoints: [`https://127.0.0.1:${server.port}`] }), 'auth', 'NotEtcd');
  });
});

describe('what is wrong with the client certificate', () => {
  it('none is given', async () => {
    await world.fails(world.withTls({ certFile: null, keyFile: null }), 'tls', 'ClientCertificateRequired');
  });

  // The server cannot say so in TLS 1.2: it sends the alert that also means "no cipher in common".
  it.skipIf(!hasAtLeast('3.5.9'))('none is given, and the server speaks TLS 1.2', async () => {
    const old = await startCluster({ tls: 'mutual', args: ['--tls-max-version=TLS1.2'] });
    world.closeLater(old);
    const draft = old.draft();
    const tls = { ...draft.tls, certFile: null, keyFile: null };
    await world.fails({ ...draft, tls }, 'tls', 'ClientCertificateRequired');
    expect((await world.walk(draft)).find(({ step }) => step === 'tls')?.detail).toMatch(/^TLSv1\.2 /);
  });

  it('another authority signed it', async () => {
    const other = await makeAuthority('other CA');
    const issued = await other.issue({ commonName: 'root', usage: 'client' });
    const { cert, key } = await writeCertificate(world.folder, 'foreign', issued);
    await world.fails(world.withTls({ certFile: cert, keyFile: key }), 'tls', 'ClientCertificateUntrusted');
  });

  it.each([
    [
      'has ended',
      { notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() - day) },
      'ClientCertificateExpired',
    ],
    ['is for servers only', { usage: 'server' }, 'ClientCertificateRefused'],
  ] as const)('it %s', async (name, order, code) => {
    const issued = await world.authority.issue({ commonName: 'root', usage: 'client', ...order });
    const { cert, key } = await writeCertificate(world.folder, name, issued);
    await world.fails(world.withTls({ certFile: cert, keyFile: key }), 'tls', code);
  });

  it('its key is encrypted: without passphrase, with a wrong one, with the right one', async () => {
    const passphrase = 'open sesame';
    const pem = createPrivateKey(await world.clientKey()).export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase,
    });
    const keyFile = await world.write('encrypted.key', pem.toString());
    await world.fails(world.withTls({ keyFile }), 'files', 'PassphraseRequired');
    await world.fails(world.withTls({ keyFile }), 'files', 'PassphraseWrong', { passphrase: 'no' });
    expect((await world.walk(world.withTls({ keyFile }), { passphrase })).at(-1)?.state).toBe('ok');
  });

  it('its key is another’s', async () => {
    const { key } = await writeCertificate(
      world.folder,
      'stranger',
      await world.authority.issue({ commonName: 'x', usage: 'client' }),
    );
    await world.fails(world.withTls({ keyFile: key }), 'files', 'KeyMismatch');
  });

  it('its file is not there', async () => {
    const { failure } = await world.fails(
      world.withTls({ caFile: join(world.folder, 'nowhere') }),
      'files',
      'FileNotFound',
    );
    expect(failure?.message).toContain(join(world.folder, 'nowhere'));
  });
});

describe('what is wrong with the user', () => {
  it('the password', async () => {
    await world.fails(world.withAuth.draft(), 'auth', 'AuthFailed', { password: 'wrong' });
  });

  it('no such user', async () => {
    await world.fails(world.withAuth.draft({ user: 'nobody' }), 'auth', 'AuthFailed', { password: 'wrong' });
  });

  it('no password', async () => {
    await world.fails(world.withAuth.draft(), 'auth', 'PasswordRequired');
  });

  it('none is given and one is asked for', async () => {
    await world.fails(world.withAuth.draft({ user: null }), 'auth', 'UserEmpty');
  });

  it('one is given and none is asked for', async () => {
    await world.fails(world.plain.draft({ user: 'root' }), 'auth', 'AuthNotEnabled', { password: 'rootpw' });
  });
});
