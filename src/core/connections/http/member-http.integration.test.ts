import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionTls } from '../../../contract/connections/profile.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { makeAuthority } from '../../../testing/certificates.ts';
import { everyEtcd } from '../../../testing/etcd-binaries.ts';
import { testPorts } from '../../../testing/ports.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import { findFreePorts } from '../../sandbox/free-ports.ts';
import { createConnections } from '../create-connections.ts';
import { loadTls } from '../tls/tls-material.ts';
import { httpGet } from './http-get.ts';

const bounds = { timeoutMs: 10_000, mostBytes: 4_000_000 };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-http-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(everyEtcd())('etcd $version over mutual TLS', (binaries) => {
  let cluster: TestCluster;
  let plainMetrics: string;
  let connections: ReturnType<typeof createConnections>;

  beforeAll(async () => {
    const [port] = await findFreePorts(1);
    plainMetrics = `http://127.0.0.1:${port}`;
    cluster = await startCluster({ tls: 'mutual', binaries, args: [`--listen-metrics-urls=${plainMetrics}`] });
    connections = createConnections(testPorts(await mkdtemp(join(folder, 'settings-'))));
  });
  afterAll(async () => {
    await connections?.close();
    await cluster?.close();
  });

  const endpoint = (): string => cluster.endpoints[0] ?? '';

  async function held() {
    const { profile } = await connections.api.save({ draft: cluster.draft(), secrets: {} });
    return await connections.open.hold(profile.id);
  }

  it('reads /version, /health and /metrics by the connection’s own certificates', async () => {
    const { connection, close } = await held();
    const read = async (path: string) => {
      const { status, contentType, body } = await connection.get(`${endpoint()}${path}`, bounds);
      return { status, contentType, text: new TextDecoder().decode(body) };
    };
    const version = await read('/version');
    expect(JSON.parse(version.text)).toMatchObject({ etcdserver: cluster.version });
    expect(JSON.parse((await read('/health')).text)).toMatchObject({ health: 'true' });
    const metrics = await read('/metrics');
    expect(metrics).toMatchObject({ status: 200, contentType: expect.stringContaining('text/plain') });
    expect(metrics.text).toMatch(/^etcd_server_has_leader 1$/m);
    close();
  });

  it('reads a metrics URL in clear only where that is allowed', async () => {
    const { connection, close } = await held();
    const url = `${plainMetrics}/metrics`;
    await expect(connection.get(url, bounds)).rejects.toMatchObject({ code: 'EndpointUnprotected' });
    await expect(connection.get(url, { ...bounds, allowsPlain: true })).resolves.toMatchObject({ status: 200 });
    close();
  });

  it('takes no more than it is told to', async () => {
    const { connection, close } = await held();
    const failure = connection.get(`${endpoint()}/metrics`, { ...bounds, mostBytes: 1_000 });
    await expect(failure).rejects.toMatchObject({
      code: 'AnswerTooLarge',
      endpoint: endpoint(),
      operation: 'GET /metrics',
      detail: { step: 'http', most: 1_000 },
    });
    close();
  });

  const strange: readonly (readonly [
    string,
    string,
    (tls: ConnectionTls) => ConnectionTls | Promise<ConnectionTls>,
  ])[] = [
    [
      'another CA',
      'ServerCertificateUntrusted',
      async (tls) => {
        const caFile = join(folder, 'other.crt');
        await writeFile(caFile, (await makeAuthority('other CA')).certPem);
        return { ...tls, caFile };
      },
    ],
    ['another server name', 'ServerCertificateNameMismatch', (tls) => ({ ...tls, serverName: 'etcd.elsewhere' })],
    ['no client certificate', 'ClientCertificateRequired', (tls) => ({ ...tls, certFile: null, keyFile: null })],
  ];

  it.each(strange)('fails with %s as the client does: %s', async (_, code, changed) => {
    const draft = cluster.draft();
    const tls = await changed(draft.tls);
    const loaded = await loadTls(tls, { passphrase: null, privateKey: null });
    const settings = { endpoints: cluster.endpoints, tls: loaded, tunnel: null };
    await expect(httpGet(`${endpoint()}/version`, settings, bounds)).rejects.toMatchObject({
      code,
      endpoint: endpoint(),
      detail: { step: code === 'ClientCertificateRequired' ? expect.stringMatching(/^(tls|http)$/) : 'tls' },
    });
    const { profile } = await connections.api.save({ draft: { ...draft, tls }, secrets: {} });
    const opening = connections.api.open({ connection: profile.id, secrets: {} })[Symbol.asyncIterator]().next();
    const failure = await opening.then(
      () => new Error('it did not fail'),
      (error: unknown) => error,
    );
    expect(failure instanceof EtcdeckError && failure.code).toBe(code);
  });

  it('trusts any server where the connection does', async () => {
    const tls = { ...cluster.draft().tls, caFile: null, serverName: 'etcd.elsewhere', skipVerify: true };
    const loaded = await loadTls(tls, { passphrase: null, privateKey: null });
    const settings = { endpoints: cluster.endpoints, tls: loaded, tunnel: null };
    await expect(httpGet(`${endpoint()}/version`, settings, bounds)).resolves.toMatchObject({ status: 200 });
  });

  it('says so where the scheme is the wrong one', async () => {
    const settings = { endpoints: [plainMetrics], tls: null, tunnel: null };
    const inClear = httpGet(`${endpoint().replace('https:', 'http:')}/version`, settings, bounds);
    await expect(inClear).rejects.toMatchObject({ code: 'ServerSpeaksTls', detail: { step: 'http' } });
    const encrypted = httpGet(`${plainMetrics.replace('http:', 'https:')}/metrics`, settings, bounds);
    await expect(encrypted).rejects.toMatchObject({ code: 'ServerSpeaksPlain', detail: { step: 'tls' } });
  });
});
