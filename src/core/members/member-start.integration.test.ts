import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MemberId } from '../../contract/ids.ts';
import type { MemberStart } from '../../contract/member-start.ts';
import { makeAuthority, writeCertificate } from '../../testing/certificates.ts';
import { chosenEtcd } from '../../testing/etcd-binaries.ts';
import { openConnection } from '../../testing/open-connection.ts';
import { orphanGuard } from '../../testing/orphan-guard.ts';
import { runPrinted } from '../../testing/printed-command.ts';
import { startCluster, type TestCluster, type TestMember } from '../../testing/test-cluster.ts';
import { memberList } from '../etcd/cluster.ts';
import { toMemberId } from '../etcd/ids.ts';
import { findFreePorts } from '../sandbox/free-ports.ts';
import { createCluster } from './create-cluster.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const timings = ['--heartbeat-interval', '150', '--election-timeout=1500', '--pre-vote=false'];

async function aWorld() {
  const cluster = await startCluster({ members: 3, tls: 'mutual', args: timings });
  closing.push(() => cluster.close());
  const connection = openConnection(cluster.target());
  closing.push(() => connection.close());
  const api = createCluster(connection.open, { clock: { now: () => Date.now() } });
  const start = (member: MemberId, name: string, clientURL: string) =>
    api.memberStart({ connection: connection.id, member, name, clientURLs: [clientURL], dataDir: null });
  const members = async () => (await memberList(connection.client)).members;
  return { cluster, start, members };
}

/** Adds a learner, which the members take once they have been connected for five seconds. */
async function added({ cluster, members }: Awaited<ReturnType<typeof aWorld>>, name: string, peerURL: string) {
  await vi.waitFor(() => cluster.etcdctl('member', 'add', name, '--learner', `--peer-urls=${peerURL}`));
  return await vi.waitFor(async () => {
    const member = (await members()).find(({ peerURLs }) => peerURLs.includes(peerURL));
    if (member === undefined) throw new Error('the member that answers has not heard of it');
    return member.id;
  });
}

/** Adds a member at one endpoint, and reads no list afterwards, which needs quorum. */
async function addedAt(cluster: TestCluster, endpoint: string, flags: readonly string[]): Promise<MemberId> {
  const answer = await cluster.etcdctlAt(endpoint, 'member', 'add', 'added', ...flags, '-w', 'json');
  const [, id] = /"member":\{"ID":(\d+)/.exec(answer) ?? [];
  if (id === undefined) throw new Error(`etcdctl has answered ${answer}`);
  return toMemberId(id);
}

async function leaderOf(cluster: TestCluster): Promise<TestMember> {
  const connection = openConnection(cluster.target());
  try {
    const api = createCluster(connection.open, { clock: { now: () => Date.now() } });
    const { members } = await api.status({ connection: connection.id });
    const name = members.find(({ isLeader }) => isLeader === true)?.name;
    const leader = cluster.members.find((member) => member.name === name);
    if (leader === undefined) throw new Error('no member leads yet');
    return leader;
  } finally {
    connection.close();
  }
}

/** Returns what makes starts at one endpoint. */
function startsAt(cluster: TestCluster, endpoint: string) {
  const connection = openConnection(cluster.target({ endpoints: [endpoint] }));
  closing.push(() => connection.close());
  const api = createCluster(connection.open, { clock: { now: () => Date.now() } });
  return (member: MemberId, clientURLs: readonly string[] = []) =>
    api.memberStart({ connection: connection.id, member, name: 'added', clientURLs, dataDir: null });
}

/** The learner may be promoted as soon as it has caught up, and then votes and answers. */
async function promoted(cluster: TestCluster, id: MemberId, clientURL: string): Promise<void> {
  await vi.waitFor(() => cluster.etcdctl('member', 'promote', id));
  await vi.waitFor(async () => expect(await cluster.etcdctlAt(clientURL, 'get', 'k')).toBe('k\nv\n'));
}

const ways: readonly (readonly [string, (start: MemberStart) => ReturnType<typeof runPrinted>])[] = [
  ['command', ({ command }) => runPrinted(command)],
  ['variables', ({ env }) => runPrinted('etcd', env)],
];

describe('a member that was added', () => {
  it('joins when it is started with the printed command or variables, and can be promoted', async () => {
    const world = await aWorld();
    const { cluster } = world;
    await cluster.etcdctl('put', 'k', 'v');
    for (const [at, [way, run]] of ways.entries()) {
      const name = `etcd-${at + 4}`;
      const [clientPort, peerPort] = await findFreePorts(2);
      const clientURL = `https://127.0.0.1:${clientPort}`;
      const id = await added(world, name, `http://127.0.0.1:${peerPort}`);
      const start = await world.start(id, name, clientURL);
      expect(start.warnings, way).toEqual(['DataDirMustBeEmpty', 'VersionMustMatch']);
      expect(start.env).toMatchObject({
        // As the others keep theirs.
        ETCD_DATA_DIR: join(cluster.folder, name),
        ETCD_HEARTBEAT_INTERVAL: '150',
        ETCD_ELECTION_TIMEOUT: '1500',
        ETCD_PRE_VOTE: 'false',
        ETCD_CLIENT_CERT_AUTH: 'true',
      });
      expect(start.env).not.toHaveProperty('ETCD_UNSAFE_NO_FSYNC');
      expect(start.manifest).toContain(`image: registry.k8s.io/etcd:v${cluster.version}\n`);
      const started = run(start);
      closing.push(() => started.kill());
      await promoted(cluster, id, clientURL);
    }
    expect((await world.members()).map(({ name, isLearner }) => [name, isLearner]).toSorted()).toEqual([
      ['etcd-4', false],
      ['etcd-5', false],
      ['member-1', false],
      ['member-2', false],
      ['member-3', false],
    ]);
  });

  it('joins beside one that has not started and so has no name', async () => {
    const world = await aWorld();
    const { cluster, start, members } = world;
    const [clientPort, peerPort, otherPort] = await findFreePorts(3);
    const peerURL = `http://127.0.0.1:${peerPort}`;
    const id = await added(world, 'etcd-4', peerURL);
    const clientURL = `https://127.0.0.1:${clientPort}`;
    // Second voter, since a second learner is refused; five seconds after the first.
    await vi.waitFor(() => cluster.etcdctl('member', 'add', 'other', `--peer-urls=http://127.0.0.1:${otherPort}`));
    await vi.waitFor(async () => expect(await members()).toHaveLength(5));
    const { command, args } = await start(id, 'etcd-4', clientURL);
    expect(args[args.indexOf('--initial-cluster') + 1]).toMatch(
      new RegExp(`member-[0-9a-f]+=http://127.0.0.1:${otherPort}`),
    );
    const started = runPrinted(command);
    closing.push(() => started.kill());
    await started.ready;
    await vi.waitFor(async () => expect((await members()).map(({ name }) => name)).toContain('etcd-4'));
  });

  it('is found where the member that is asked has not heard of it yet', async () => {
    const cluster = await startCluster({ members: 3 });
    closing.push(() => cluster.close());
    // Without its leader the cluster would first have to elect one.
    const leader = await vi.waitFor(() => leaderOf(cluster));
    const asked = cluster.members.find((member) => member !== leader);
    if (asked === undefined) throw new Error('the cluster has three members');
    const start = startsAt(cluster, asked.endpoint);
    const peerURL = `http://127.0.0.1:${(await findFreePorts(1))[0]}`;
    // Connects.
    await expect(start('1' as MemberId)).rejects.toMatchObject({ code: 'MemberNotFound' }); // made up
    // Members take another one once all have been connected for five seconds, and for as long as a frozen one seems to be.
    const first = await vi.waitFor(() =>
      addedAt(cluster, leader.endpoint, ['--learner', '--peer-urls=http://127.0.0.1:1']),
    );
    await cluster.etcdctlAt(leader.endpoint, 'member', 'remove', first);
    asked.freeze();
    const id = await vi.waitFor(() => addedAt(cluster, leader.endpoint, ['--learner', `--peer-urls=${peerURL}`]));
    const starting = start(id);
    asked.thaw();
    expect((await starting).env).toMatchObject({ ETCD_INITIAL_ADVERTISE_PEER_URLS: peerURL });
  });

  it('is found where quorum comes back with it', async () => {
    const cluster = await startCluster();
    closing.push(() => cluster.close());
    const [only] = cluster.members;
    if (only === undefined) throw new Error('the cluster has a member');
    const { peerUrl, endpoint } = await cluster.furtherMember('added');
    const id = await addedAt(cluster, only.endpoint, [`--peer-urls=${peerUrl}`]);
    const { command, env } = await startsAt(cluster, only.endpoint)(id, [endpoint]);
    expect(env).toMatchObject({ ETCD_INITIAL_CLUSTER: expect.stringContaining(`added=${peerUrl}`) });
    const started = runPrinted(command);
    closing.push(() => started.kill());
    await vi.waitFor(() => cluster.etcdctl('put', 'k', 'v'));
  });

  it('is started as is usual where no member says how it was started', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'etcdeck-test-'));
    orphanGuard.folder(folder);
    closing.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const authority = await makeAuthority('etcdeck test CA');
    const server = await authority.issue({ commonName: 'etcd', names: ['127.0.0.1'], usage: 'both' });
    const { cert, key } = await writeCertificate(folder, 'server', server);
    const [clientPort, peerPort] = await findFreePorts(2);
    const [clientURL, peerURL] = [`https://127.0.0.1:${clientPort}`, `http://127.0.0.1:${peerPort}`];
    // A member's command line does not have what its variables say.
    const only = runPrinted('etcd', {
      ETCD_NAME: 'm1',
      ETCD_DATA_DIR: join(folder, 'm1'),
      ETCD_LISTEN_CLIENT_URLS: clientURL,
      ETCD_ADVERTISE_CLIENT_URLS: clientURL,
      ETCD_LISTEN_PEER_URLS: peerURL,
      ETCD_INITIAL_ADVERTISE_PEER_URLS: peerURL,
      ETCD_INITIAL_CLUSTER: `m1=${peerURL}`,
      ETCD_CERT_FILE: cert,
      ETCD_KEY_FILE: key,
    });
    closing.push(() => only.kill());
    await only.ready;
    const tls = { ca: authority.certPem, cert: null, key: null, serverName: null, skipVerify: false };
    const connection = openConnection({ endpoints: [clientURL], tls, user: null, password: null });
    closing.push(() => connection.close());
    const api = createCluster(connection.open, { clock: { now: () => Date.now() } });
    const [member] = (await memberList(connection.client)).members;
    if (member === undefined) throw new Error('the cluster has one member');
    const request = { connection: connection.id, member: member.id, name: 'ignored', clientURLs: [], dataDir: null };

    const start = await api.memberStart(request);
    expect([start.name, start.warnings]).toEqual(['m1', ['DataDirMustBeEmpty', 'VersionMustMatch', 'AssumedTlsPaths']]);
    expect(start.env).toMatchObject({
      ETCD_DATA_DIR: '/var/lib/etcd',
      ETCD_CERT_FILE: '/etc/etcd/pki/server.crt',
      ETCD_ADVERTISE_CLIENT_URLS: 'https://127.0.0.1:2379',
    });
    expect(start.env).not.toHaveProperty('ETCD_PEER_CERT_FILE');
    expect(start.manifest).toContain(`image: registry.k8s.io/etcd:v${chosenEtcd().version}\n`);

    const unknown = { ...request, member: '1' as MemberId }; // made up
    await expect(api.memberStart(unknown)).rejects.toMatchObject({ code: 'MemberNotFound' });
    await expect(api.memberStart({ ...request, dataDir: 'data' })).rejects.toMatchObject({ code: 'BadRequest' });
    const bad = { ...request, clientURLs: ['http://h'] };
    await expect(api.memberStart(bad)).rejects.toMatchObject({ code: 'EndpointInvalid' });
  });
});
