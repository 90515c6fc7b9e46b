import { afterEach, expect, it } from 'vitest';
import { EtcdClient } from '../../../core/etcd/client.ts';
import { openRecordedApp, type RecordedApp } from '../../../testing/acting-app.ts';
import { fillDatabase, smallQuota } from '../../../testing/fill-database.ts';
import { anyPlanned } from '../../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import { toMemberDecimal } from '../../etcd/ids.ts';

const call = 'Maintenance/Alarm';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function aCluster(args: readonly string[] = []): Promise<TestCluster> {
  const cluster = await startCluster({ args });
  closing.push(() => cluster.close());
  return cluster;
}

async function anApp(cluster: TestCluster): Promise<RecordedApp> {
  const app = await openRecordedApp(cluster);
  closing.push(() => app.close());
  return app;
}

const aPlan = ({ api, connection }: RecordedApp, alarm: 'NOSPACE' | 'CORRUPT') =>
  anyPlanned(api.plans.planDisarm({ connection, alarm }));

/** Raises an alarm in the name of a member, by its decimal id. */
async function raise(cluster: TestCluster, memberID: string, alarm: 'Corrupt' | 'Nospace'): Promise<void> {
  const client = new EtcdClient(cluster.target());
  try {
    await client.call(({ maintenance }) => maintenance.alarm({ action: 'Activate', memberID, alarm }));
  } finally {
    client.close();
  }
}

it('refuses to clear NOSPACE while the member is above its quota', async () => {
  const cluster = await aCluster(smallQuota);
  await fillDatabase(cluster, 'adding');
  await cluster.members[0]?.restart(['--quota-backend-bytes=8388608']);
  const app = await anApp(cluster);
  const { id } = await app.leader();
  const plan = await aPlan(app, 'NOSPACE');
  expect(plan).toMatchObject({
    ...{ act: 'disarm', consequences: ['AlarmMayReturn'] },
    refused: { code: 'NoSpace', member: id, detail: { quota: 8_388_608 } },
  });
  await expect(app.execute(plan)).rejects.toMatchObject({ code: 'NoSpace' });
  expect((await app.status()).alarms).toEqual(['NOSPACE']);
});

it('clears it once the member is below its quota', async () => {
  const cluster = await aCluster(smallQuota);
  await fillDatabase(cluster, 'adding');
  await cluster.members[0]?.restart(['--quota-backend-bytes=33554432']);
  const app = await anApp(cluster);
  const plan = await aPlan(app, 'NOSPACE');
  expect(plan).toMatchObject({ refused: null, etcdctl: [expect.stringMatching(/alarm disarm$/)] });
  expect(await app.execute(plan)).toMatchObject({ failure: null, outcome: 'done', done: 1 });
  expect((await app.status()).alarms).toEqual([]);
  expect(await aPlan(app, 'NOSPACE')).toMatchObject({ body: { steps: [] }, consequences: ['ChangesNothing'] });
});

it('clears CORRUPT of the member that is listed, and says that this repairs nothing', async () => {
  const cluster = await aCluster();
  const app = await anApp(cluster);
  const leader = await app.leader();
  await raise(cluster, toMemberDecimal(leader.id), 'Corrupt');
  const plan = await aPlan(app, 'CORRUPT');
  expect(plan).toMatchObject({
    body: { steps: [{ name: `Clear the alarm CORRUPT of ${leader.name}`, target: { member: leader.id } }] },
    ...{ consequences: ['AlarmMayReturn', 'RepairsNothing'], refused: null },
  });
  // Nothing else is done to such a cluster.
  const { api, connection } = app;
  expect(await anyPlanned(api.plans.planDefragment({ connection, members: null }))).toMatchObject({
    refused: { code: 'Corrupt' },
  });
  expect(await app.execute(plan)).toMatchObject({ failure: null, outcome: 'done' });
  expect((await app.status()).alarms).toEqual([]);
});

it('names no line of etcdctl that would clear the other alarm as well', async () => {
  const cluster = await aCluster();
  const app = await anApp(cluster);
  const id = toMemberDecimal((await app.leader()).id);
  await raise(cluster, id, 'Corrupt');
  await raise(cluster, id, 'Nospace');
  const plan = await aPlan(app, 'NOSPACE');
  expect(plan).toMatchObject({ refused: null, etcdctl: [] });
  expect(await app.execute(plan)).toMatchObject({ failure: null, outcome: 'done', done: 1 });
  expect((await app.status()).alarms).toEqual(['CORRUPT']);
});

it('clears CORRUPT of no member, as 3.4 and 3.5 list it, and finds a lost answer out', async () => {
  const cluster = await aCluster();
  await raise(cluster, '0', 'Corrupt');
  const app = await anApp(cluster);
  expect((await app.status()).alarms).toEqual(['CORRUPT']);
  const plan = await aPlan(app, 'CORRUPT');
  expect(plan.body).toMatchObject({ steps: [{ name: 'Clear the alarm CORRUPT', target: { kind: 'cluster' } }] });
  const before = app.sent(call);
  const [line] = app.recorders;
  // The list of alarms is asked for by the same call, with another action.
  const held = line?.holdNext(call, (message) => message[0] === 8 && message[1] === 2);
  const executing = app.execute(plan);
  await expect.poll(() => app.sent(call)).toBeGreaterThan(before + 1);
  expect(await held?.release()).toBe(0);
  expect(await executing).toMatchObject({ outcome: 'done', steps: [{ state: 'done', wasAnswerLost: true }] });
  expect((await app.status()).alarms).toEqual([]);
});
