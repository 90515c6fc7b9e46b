import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { ClusterStatus } from '../../contract/cluster.ts';
import type { CheckState } from '../../contract/doctor.ts';
import type { Finding } from '../../contract/findings.ts';
import { makeAuthority, writeCertificate } from '../../testing/certificates.ts';
import { chosenEtcd, hasAtLeast, hasSince } from '../../testing/etcd-binaries.ts';
import { openConnection } from '../../testing/open-connection.ts';
import { startCluster, type TestCluster, type TestClusterOptions } from '../../testing/test-cluster.ts';
import { resourcesFolder } from '../assets/assets.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { EtcdTarget } from '../etcd/client.ts';
import { ClusterMembers } from '../members/cluster-members.ts';
import { removedFlag } from '../members/command-line/removed-flags.ts';
import { checkSlowly } from './slow-checks.ts';

const run = promisify(execFile);
const clock = { now: () => Date.now() };
const dayMs = 86_400_000;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function started(options: TestClusterOptions): Promise<TestCluster> {
  const cluster = await startCluster(options);
  closing.push(() => cluster.close());
  return cluster;
}

interface Found {
  readonly findings: readonly Finding[];
  readonly checks: readonly CheckState[];
}

async function foundOf(held: OpenConnection, status: ClusterStatus): Promise<Found> {
  const ports = { clock, resourcesFolder: resourcesFolder() };
  const { parts } = await checkSlowly(held, status, new AbortController().signal, ports);
  return { findings: parts.flatMap(({ findings }) => findings), checks: parts.map(({ check }) => check) };
}

async function examined(cluster: TestCluster, overrides: Partial<EtcdTarget> = {}): Promise<Found> {
  const { open, id, close } = openConnection(cluster.target(overrides));
  closing.push(close);
  const held = open.require(id);
  const status = await new ClusterMembers(held, clock).ask(0);
  return await foundOf(held, status);
}

const exposed = ({ findings }: Found) =>
  findings
    .filter(({ code }) => /^(Open|Plain|Auth)/.test(code))
    .map(({ code, severity, detail }) => `${code} ${severity}${detail.by === undefined ? '' : ` ${detail.by}`}`);

const states = ({ checks }: Found) => checks.map(({ name, state }) => `${name} ${state}`);

const allDone = ['versions done', 'certificates done', 'exposure done'];
const allButAuth = ['versions done', 'certificates done', 'exposure partial'];
/** Earlier members do not say whether auth is on where the connection has a certificate. */
const tellsCertificatesOfAuth = hasSince('3.4.28', '3.5.10');

describe('exposure', () => {
  it('finds nothing where both ports need certificates', async () => {
    const found = await examined(await started({ tls: 'mutual', peerTls: true }));
    expect(exposed(found)).toEqual([]);
    expect(states(found)).toEqual(allDone);
    // One authority signed this connection's certificate and the peers'.
    expect(found.findings.filter(({ code }) => code === 'SharedAuthority').map(({ detail }) => detail.subject)).toEqual(
      ['etcdeck test CA'],
    );
  });

  it('finds nothing in TLS 1.2 either, where a server refuses within the handshake', async () => {
    const args = hasAtLeast('3.5.9') ? ['--tls-max-version=TLS1.2'] : [];
    const found = await examined(await started({ tls: 'mutual', peerTls: true, args }));
    expect(exposed(found)).toEqual([]);
    expect(states(found)).toEqual(allDone);
  });

  it('finds client ports without client certificates, a plain peer port, and that auth is off', async () => {
    const cluster = await started({ tls: 'server' });
    const found = await examined(cluster);
    const auth = tellsCertificatesOfAuth ? ['AuthOff info'] : [];
    expect(exposed(found)).toEqual(['OpenClientPort info', 'PlainPeerURL info', ...auth]);
    expect(found.findings.find(({ code }) => code === 'OpenClientPort')?.detail).toEqual({
      endpoint: cluster.endpoints[0],
    });
    expect(states(found)).toEqual(tellsCertificatesOfAuth ? allDone : allButAuth);
  });

  it('finds a plain cluster', async () => {
    const found = await examined(await started({}));
    expect(exposed(found)).toEqual(['PlainClientURL info', 'PlainPeerURL info', 'AuthOff info']);
    expect(states(found)).toEqual(['versions done', 'certificates skipped', 'exposure done']);
  });

  it('finds peer ports without client certificates', async () => {
    const cluster = await started({
      tls: 'mutual',
      peerTls: true,
      args: ['--peer-client-cert-auth=false', '--peer-trusted-ca-file='],
    });
    expect(exposed(await examined(cluster))).toEqual(['OpenPeerPort info probe']);
  });

  it('finds none where etcd has an authority for peers, whatever the other flag says', async () => {
    const cluster = await started({ tls: 'mutual', peerTls: true, args: ['--peer-client-cert-auth=false'] });
    expect(exposed(await examined(cluster))).toEqual([]);
  });

  it.each([
    ['root', 'rootpw'],
    ['reader', 'readerpw'],
  ])('knows that auth is on as %s', async (user, password) => {
    const cluster = await started({ tls: 'server', auth: true });
    const withoutCertificate = { ...cluster.target().tls, cert: null, key: null };
    const tls = { ca: null, serverName: null, skipVerify: false, ...withoutCertificate };
    // Passwords are what is meant; with a certificate it is worth a word.
    const found = await examined(cluster, { user, password, tls });
    expect(exposed(found)).toEqual(['PlainPeerURL info']);
    expect(exposed(await examined(cluster, { user, password }))).toEqual(['OpenClientPort info', 'PlainPeerURL info']);
  });

  it('knows that auth is on where the name of the certificate is a user that may read', async () => {
    const cluster = await started({ tls: 'mutual', auth: true });
    await cluster.etcdctl('user', 'add', 'etcdeck-test', '--no-password');
    await cluster.etcdctl('user', 'grant-role', 'etcdeck-test', 'root');
    expect(exposed(await examined(cluster, { user: null, password: null }))).toEqual(['PlainPeerURL info']);
  });
});

describe('certificates', () => {
  it('finds those of members that end in three days, and that have ended', async () => {
    const cluster = await started({ tls: 'mutual', peerTls: true });
    const authority = cluster.authority ?? (await makeAuthority());
    const order = { commonName: 'etcd of rack 7', names: ['127.0.0.1'], usage: 'both' } as const;
    const notAfter = new Date(Date.now() + 3 * dayMs + 3_600_000);
    // A member reads its files at each handshake.
    await writeCertificate(cluster.folder, 'server', await authority.issue({ ...order, notAfter }));
    const ending = (findings: readonly Finding[]) =>
      findings
        .filter(({ code }) => code === 'CertificateEnding')
        .map(({ severity, detail }) => `${severity} ${detail.use} ${detail.url} ${detail.subject} ${detail.days}`);
    const [{ endpoint, peerUrl }] = [cluster.members[0] ?? { endpoint: '', peerUrl: '' }];
    expect(ending((await examined(cluster)).findings)).toEqual([
      `warning server ${endpoint} etcd of rack 7 3`,
      `warning peer ${peerUrl} etcd of rack 7 3`,
    ]);
    const before = { notBefore: new Date(Date.now() - 9 * dayMs), notAfter: new Date(Date.now() - dayMs) };
    const { open, id, close } = openConnection(cluster.target());
    closing.push(close);
    const held = open.require(id);
    const status = await new ClusterMembers(held, clock).ask(0);
    await writeCertificate(cluster.folder, 'server', await authority.issue({ ...order, ...before }));
    const { findings } = await foundOf(held, status);
    expect(ending(findings).map((one) => one.slice(0, 'critical peer'.length).trim())).toEqual([
      'critical serv',
      'critical peer',
    ]);
  });
});

it('says of a member that hangs that it could not be looked at, and hides no other', async () => {
  const cluster = await started({ members: 3, tls: 'server' });
  const { open, id, close } = openConnection(cluster.target());
  closing.push(close);
  const held = open.require(id);
  const members = new ClusterMembers(held, clock);
  await members.ask(0);
  cluster.members[1]?.freeze();
  const status = await members.ask(0);
  const found = await foundOf(held, status);
  cluster.members[1]?.thaw();
  expect(states(found)).toEqual(['versions partial', 'certificates partial', 'exposure partial']);
  expect(found.findings.filter(({ code }) => code === 'OpenClientPort')).toHaveLength(2);
  expect(found.checks.find(({ name }) => name === 'exposure')?.failure).toMatchObject({
    code: 'ConnectTimeout',
    endpoint: cluster.members[1]?.endpoint,
  });
});

describe('versions', () => {
  it('knows what this version has', async () => {
    const cluster = await started({});
    const { findings } = await examined(cluster);
    const codes = findings
      .filter(({ code }) => code === 'KnownDefect' || code === 'VersionEnded')
      .map(({ code }) => code);
    const [, minor = ''] = cluster.version.split('.');
    const clean: Readonly<Record<string, string>> = { 5: '3.5.33', 6: '3.6.14', 7: '3.7.1' };
    const isClean = hasAtLeast(clean[minor] ?? '3.9');
    expect(codes).toEqual([...(isClean ? [] : ['KnownDefect']), ...(minor === '4' ? ['VersionEnded'] : [])]);
    const reasons = findings.filter(({ code }) => code === 'UpgradeNotReady').map(({ detail }) => detail.reason);
    expect(reasons).toEqual(minor === '5' && !hasAtLeast('3.5.32') ? ['v2Store'] : []);
  });

  it('asks for the version where the user may not read the status, and sees the flags of the command line', async () => {
    const args = hasAtLeast('3.7') || !hasAtLeast('3.5') ? [] : ['--experimental-compaction-batch-limit=1000'];
    const cluster = await started({ auth: true, args });
    const { findings, checks } = await examined(cluster, { user: 'reader', password: 'readerpw' });
    expect(checks[0]).toMatchObject({ name: 'versions', state: 'done' });
    const flags = findings.find(({ detail }) => detail.reason === 'removedFlags')?.detail.flags;
    const is36 = hasAtLeast('3.6') && !hasAtLeast('3.7');
    expect(flags).toBe(is36 ? 'experimental-compaction-batch-limit' : undefined);
  });
});

const flags = [
  ...['auto-compaction-retention', 'debug', 'discovery', 'discovery-proxy', 'enable-pprof', 'enable-v2'],
  ...['experimental-backend-bbolt-freelist-type', 'experimental-enable-v2v3', 'log-package-levels', 'max-snapshots'],
  ...['proxy', 'proxy-dial-timeout', 'proxy-failure-wait', 'proxy-read-timeout', 'proxy-refresh-interval'],
  ...['proxy-write-timeout', 'snapshot-count', 'experimental-bootstrap-defrag-threshold-megabytes'],
  ...['experimental-compact-hash-check-enabled', 'experimental-compact-hash-check-time'],
  ...[
    'experimental-compaction-batch-limit',
    'experimental-compaction-sleep-interval',
    'experimental-corrupt-check-time',
  ],
  ...['experimental-distributed-tracing-address', 'experimental-distributed-tracing-instance-id'],
  ...['experimental-distributed-tracing-sampling-rate', 'experimental-distributed-tracing-service-name'],
  ...[
    'experimental-downgrade-check-time',
    'experimental-enable-distributed-tracing',
    'experimental-enable-lease-checkpoint',
  ],
  ...[
    'experimental-enable-lease-checkpoint-persist',
    'experimental-initial-corrupt-check',
    'experimental-memory-mlock',
  ],
  ...['experimental-peer-skip-client-san-verification', 'experimental-snapshot-catchup-entries'],
  ...['experimental-stop-grpc-service-on-defrag', 'experimental-txn-mode-write-with-shared-buffer'],
  ...['experimental-warning-apply-duration', 'experimental-warning-unary-request-duration'],
  ...['experimental-watch-progress-notify-interval'],
];

it.skipIf(!hasAtLeast('3.6'))('knows the flags that this version does not know', async () => {
  const to = hasAtLeast('3.7') ? '3.7' : '3.6';
  const refused = await Promise.all(
    flags.map(async (flag) => {
      const said = await run(chosenEtcd().etcd, [`--${flag}=1`, '--version']).catch(String);
      return typeof said === 'string' && said.includes('provided but not defined');
    }),
  );
  expect(flags.filter((_, place) => refused[place])).toEqual(
    flags.filter((flag) => removedFlag(flag, null, to) !== null),
  );
  await expect(run(chosenEtcd().etcd, ['--v2-deprecation=not-yet', '--version'])).rejects.toThrow('invalid value');
});
