import { afterEach, describe, expect, it } from 'vitest';
import { openRecordedApp, type RecordedApp } from '../../../testing/acting-app.ts';
import { fillDatabase, smallQuota } from '../../../testing/fill-database.ts';
import { anyPlanned } from '../../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function aCluster(members: 1 | 3, args: readonly string[] = smallQuota): Promise<TestCluster> {
  const cluster = await startCluster({ members, args });
  closing.push(() => cluster.close());
  return cluster;
}

async function anApp(cluster: TestCluster): Promise<RecordedApp> {
  const app = await openRecordedApp(cluster);
  closing.push(() => app.close());
  return app;
}

const aPlan = ({ api, connection }: RecordedApp) => anyPlanned(api.plans.planReclaim({ connection, keepMs: 0 }));

describe('three members out of space', () => {
  it('are compacted, defragmented with the leader last, and take writes again', async () => {
    const cluster = await aCluster(3);
    await fillDatabase(cluster, 'overwriting');
    await expect(cluster.etcdctl('put', '/more', 'x')).rejects.toThrow(/database space exceeded/);
    const app = await anApp(cluster);
    const raised = (await app.status()).members.filter(({ alarms }) => alarms.includes('NOSPACE'));
    expect(raised.length).toBeGreaterThan(0);
    const order = [...(await app.followers()), await app.leader()];

    const plan = await aPlan(app);
    const { body, figures } = plan;
    if (body.kind !== 'operations') throw new Error('it is a plan of operations');
    const names = body.steps.map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual([
      `Compact to revision ${figures.compactTo}`,
      ...order.map(({ name }) => `Defragment ${name}`),
    ]);
    // They are listed in no order.
    expect(names.slice(4).sort()).toEqual(raised.map(({ name }) => `Clear the alarm NOSPACE of ${name}`).sort());
    expect(plan).toMatchObject({
      ...{ act: 'reclaim', refused: null, subject: { kind: 'maintenance' } },
      consequences: ['LosesHistory', 'SilencesMembers', 'NeedsDisk', 'GainsSpace', 'AlarmMayReturn'],
    });
    expect(plan.etcdctl.at(-1)).toMatch(/alarm disarm$/);

    const report = await app.execute(plan);
    expect(report).toMatchObject({ failure: null, outcome: 'done', done: body.steps.length });
    expect(report.results[0]).toEqual({ kind: 'compacted', revision: figures.compactTo });
    for (const [at, { id: member }] of order.entries()) {
      const result = report.results[at + 1];
      if (result?.kind !== 'defragmented') throw new Error('each member tells what it has won');
      expect(result.member).toBe(member);
      expect(result.before ?? 0).toBeGreaterThan(15_000_000);
      expect(result.after ?? Number.NaN).toBeLessThan(2_000_000);
    }
    // A member may be a moment behind.
    await expect.poll(async () => (await app.status()).alarms).toEqual([]);
    await cluster.etcdctl('put', '/more', 'x');
    expect(app.sent('Maintenance/Defragment')).toBe(3);
  });
});

describe('keys that fill the quota by themselves', () => {
  it('keep the alarm raised, and it is said why and what then', async () => {
    const cluster = await aCluster(1);
    await fillDatabase(cluster, 'adding');
    // A file that was just full may be below its quota once it is defragmented.
    await cluster.members[0]?.restart(['--quota-backend-bytes=8388608']);
    const app = await anApp(cluster);
    const report = await app.execute(await aPlan(app));
    expect(report).toMatchObject({
      ...{ outcome: 'stopped', done: 2, notDone: 1, unknown: 0 },
      failure: { code: 'NoSpace', operation: 'alarmDisarm', member: expect.any(String) },
    });
    expect(report.failure?.message).toMatch(/delete keys.*--quota-backend-bytes/);
    expect((await app.status()).alarms).toEqual(['NOSPACE']);

    // Known in advance once there is no history left to give up.
    const again = await aPlan(app);
    expect(again).toMatchObject({
      body: { steps: [{ name: expect.stringContaining('Defragment') }, { name: expect.stringContaining('Clear') }] },
      consequences: ['SilencesMembers', 'NeedsDisk', 'GainsNothing', 'StillFull', 'AlarmMayReturn'],
      figures: { members: (await app.leader()).name },
    });

    // And what is advised helps.
    await cluster.etcdctl('del', '--prefix', '/full/');
    expect(await app.execute(await aPlan(app))).toMatchObject({ failure: null, outcome: 'done' });
    expect((await app.status()).alarms).toEqual([]);
    await cluster.etcdctl('put', '/more', 'x');
  });
});

describe('a cluster with space', () => {
  it('is told that there is nothing to win', async () => {
    const app = await anApp(await aCluster(1, []));
    expect((await aPlan(app)).consequences).toEqual(['SilencesMembers', 'NeedsDisk', 'GainsNothing']);
  });

  it('keeps less history than was asked for, where no revision is known to be that old, and says so', async () => {
    const cluster = await aCluster(1, []);
    for (const value of ['1', '2', '3']) await cluster.etcdctl('put', '/a', value);
    const { api, connection } = await anApp(cluster);
    const plan = await anyPlanned(api.plans.planReclaim({ connection, keepMs: 3_600_000 }));
    expect(plan.consequences).toContain('LosesHistory');
    expect(plan.figures).toMatchObject({ compactTo: 4, keptMs: expect.any(Number), unknownMs: 3_600_000 });
  });
});

describe('a member that is down', () => {
  it('comes first', async () => {
    const cluster = await aCluster(3, []);
    const app = await anApp(cluster);
    await cluster.etcdctl('put', '/a', '1');
    await cluster.etcdctl('put', '/a', '2');
    const [down] = await app.followers();
    await cluster.members.find(({ name }) => name === down?.name)?.kill();
    const plan = await aPlan(app);
    expect(plan).toMatchObject({ refused: { code: 'QuorumAtRisk', member: down?.id } });
    await expect(app.execute(plan)).rejects.toMatchObject({ code: 'QuorumAtRisk' });
    expect(app.sent('KV/Compact') + app.sent('Maintenance/Defragment')).toBe(0);
  });
});
