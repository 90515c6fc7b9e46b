import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClusterSpace, HashComparison, HashNotice } from '../../contract/maintenance.ts';
import { compareVersions, everyEtcd } from '../../testing/etcd-binaries.ts';
import { type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { startCluster, type TestCluster, type TestMember } from '../../testing/test-cluster.ts';

const quota = 64 * 1024 ** 2;

/** Returns the first sizes that hold. */
async function spaceOf({ api, connection }: OpenedApp): Promise<ClusterSpace> {
  for await (const space of api.maintenance.space({ connection })) return space;
  throw new Error('it ended');
}

async function comparedBy(
  notices: AsyncIterable<HashNotice>,
): Promise<{ readonly comparison: HashComparison; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  for await (const notice of notices) {
    if (notice.kind === 'compared') return { comparison: notice.comparison, asked };
    asked.push(notice.member);
  }
  throw new Error('it ended without a comparison');
}

async function grownOf({ api, connection }: OpenedApp) {
  for await (const notice of api.maintenance.whatGrew({ connection })) {
    if (notice.kind !== 'grown') continue;
    return { ...notice, names: notice.prefixes.map(({ prefix }) => new TextDecoder().decode(prefix)) };
  }
  throw new Error('it ended without an answer');
}

describe.each(everyEtcd())('etcd $version', (binaries) => {
  let cluster: TestCluster;
  let app: OpenedApp;
  let learner: TestMember;
  beforeAll(async () => {
    const args = [`--quota-backend-bytes=${quota}`];
    cluster = await startCluster({ members: 3, tls: 'mutual', peerTls: true, auth: true, binaries, args });
    learner = await cluster.addLearner('learner');
    const draft = cluster.draft({ learnsEndpoints: true });
    app = await openApp(draft, {}, { password: 'rootpw' });
    for (let at = 0; at < 20; at += 1) await cluster.etcdctl('put', `/app/part-${at % 2}/key-${at}`, 'x'.repeat(100));
  });
  afterAll(async () => {
    await app?.close();
    await cluster?.close();
  });

  const hashKV = async (revision: number | null = null) => {
    const { api, connection } = app;
    return await comparedBy(api.maintenance.hashKV({ connection, revision }));
  };

  it('tells sizes and the quota of every member, from Status or from metrics', async () => {
    const space = await spaceOf(app);
    const isTold = compareVersions(binaries.version, '3.6') >= 0;
    expect(space.members).toHaveLength(4);
    for (const member of space.members) {
      expect(member, JSON.stringify(member)).toMatchObject({
        ...{ quota, quotaFrom: isTold ? 'status' : 'metrics', growth: null, fullAt: null, failure: null },
        defragmentMs: expect.any(Number),
      });
      expect(member.dbSize).toBeGreaterThanOrEqual(member.dbSizeInUse ?? Number.POSITIVE_INFINITY);
    }
    expect(space.members.map(({ isLearner }) => isLearner).sort()).toEqual([false, false, false, true]);
    expect(space.revision).toBeGreaterThan(20);
    expect(space.compactRevision).toBe(1);
  });

  it('compares the hashes of the voting members, the leader last', async () => {
    const { comparison, asked } = await hashKV();
    const { members } = await app.api.cluster.status({ connection: app.connection });
    expect(comparison, JSON.stringify(comparison)).toMatchObject({ verdict: 'equal', different: [] });
    expect(asked).toHaveLength(3);
    expect(asked.at(-1)).toBe(members.find(({ isLeader }) => isLeader)?.id);
    const hashes = comparison.members.filter(({ hash }) => hash !== null);
    expect(new Set(hashes.map(({ hash }) => hash)).size).toBe(1);
    expect(hashes).toHaveLength(3);
    const row = comparison.members.find(({ name }) => name === learner.name);
    expect(row).toMatchObject({ hash: null, failure: { code: 'NotSupportedForLearner' } });
    const output = await cluster.etcdctlAt(cluster.endpoints[0] ?? '', 'endpoint', 'hashkv', '-w', 'json');
    expect(hashes[0]?.hash).toBe(JSON.parse(output)[0].HashKV.hash);
  });

  it('compares at a revision, and says where there is none any more or not yet', async () => {
    const { comparison } = await hashKV();
    const { revision } = comparison;
    expect((await hashKV(revision - 5)).comparison).toMatchObject({ revision: revision - 5, verdict: 'equal' });
    await expect(hashKV(revision + 1_000)).rejects.toMatchObject({ code: 'FutureRev' });
    // Up to the newest revision: 3.4 refuses exactly the compacted one.
    await cluster.etcdctl('compaction', String(revision));
    await expect(hashKV(revision - 5)).rejects.toMatchObject({ code: 'Compacted' });
    const after = await hashKV();
    expect(after.comparison).toMatchObject({ revision, verdict: 'equal' });
    const compacted = after.comparison.members.flatMap(({ compactRevision: at }) => (at === null ? [] : [at]));
    expect(compacted).toEqual([revision, revision, revision]);
    const exactly = hashKV(revision);
    if (compareVersions(binaries.version, '3.5') < 0)
      await expect(exactly).rejects.toMatchObject({ code: 'Compacted' });
    else expect((await exactly).comparison).toMatchObject({ verdict: 'equal' });
  });

  it('tells versions, feature gates and whether the cluster can be downgraded', async () => {
    const { api, connection } = app;
    const minor = binaries.version.split('.').slice(0, 2).join('.');
    const hasGates = compareVersions(binaries.version, '3.6') >= 0;
    const told = () => api.maintenance.versions({ connection });
    // A member that has just started says 3.5.0 until it has looked at its storage.
    const storage = hasGates ? `${minor}.0` : null;
    await expect.poll(async () => (await told()).members.every((member) => member.storage === storage)).toBe(true);
    const { members, downgrade } = await told();
    expect(members).toHaveLength(4);
    for (const member of members) {
      expect(member).toMatchObject({ server: binaries.version, cluster: `${minor}.0`, storage, failure: null });
      expect(member.gates.length > 0).toBe(hasGates);
    }
    if (hasGates) {
      const gate = members[0]?.gates.find(({ name }) => name === 'InitialCorruptCheck');
      expect(gate).toEqual({ name: 'InitialCorruptCheck', stage: 'ALPHA', isEnabled: false });
    }
    const to = `3.${Number(minor.split('.')[1]) - 1}`;
    if (hasGates) expect(downgrade).toEqual({ kind: 'possible', to });
    else expect(downgrade).toMatchObject({ kind: 'notOffered', reason: expect.stringContaining(`etcd ${minor}`) });
  });

  it('finds what grew, and says where a user may read a part only', async () => {
    await cluster.etcdctl('put', '/registry/pods/default/a', 'x'.repeat(5_000));
    const whole = await grownOf(app);
    expect(whole).toMatchObject({ isWhole: true, names: ['/registry/pods/', '/app/part-0/', '/app/part-1/'] });
    expect(whole.prefixes[0]).toMatchObject({ keys: 1, bytes: 5_024 });
    expect(whole.total.keys).toBe(21);
    const reader = await openApp(cluster.draft({ user: 'reader' }), {}, { password: 'readerpw' });
    const part = await grownOf(reader);
    await reader.close();
    expect(part).toMatchObject({ isWhole: false, names: ['/app/part-0/', '/app/part-1/'], total: { keys: 20 } });
  });

  it('names a member that is down, and knows no verdict then', async () => {
    const { members } = await app.api.cluster.status({ connection: app.connection });
    const row = members.find(({ isLeader, isLearner }) => isLeader === false && !isLearner);
    const down = cluster.members.find(({ name }) => name === row?.name);
    if (down === undefined) throw new Error('a member follows');
    await down.kill();
    const { comparison, asked } = await hashKV();
    expect(asked).toHaveLength(2);
    expect(comparison).toMatchObject({ verdict: 'unknown', different: [] });
    expect(comparison.members.find(({ name }) => name === down.name)).toMatchObject({ failure: expect.anything() });
    const versions = await app.api.maintenance.versions({ connection: app.connection });
    expect(versions.members.find(({ name }) => name === down.name)).toMatchObject({
      server: null,
      failure: expect.anything(),
    });
    const space = await spaceOf(app);
    expect(space.members.find(({ name }) => name === down.name)).toMatchObject({
      dbSize: null,
      failure: expect.anything(),
    });
  });
});
