import { afterEach, expect, it } from 'vitest';
import type { ExecutionNotice, OperationsReport } from '../../../contract/execution.ts';
import { type ActingApp, openActingApp, openRecordedApp } from '../../../testing/acting-app.ts';
import { openConnection } from '../../../testing/open-connection.ts';
import { anyPlanned, executedAs } from '../../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { prefixEnd, range } from '../../etcd/kv.ts';
import { putMarked } from '../../etcd/marked-writes.ts';
import { CheckPerformance } from './check-performance.ts';
import { loads } from './performance-loads.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function aCluster(members: 1 | 3 = 1, args: readonly string[] = []): Promise<TestCluster> {
  const cluster = await startCluster({ members, args });
  closing.push(() => cluster.close());
  return cluster;
}

async function keysBeneath(cluster: TestCluster, prefix: string): Promise<number> {
  const client = new EtcdClient(cluster.target());
  const key = Buffer.from(prefix);
  try {
    return (await range(client, { key, rangeEnd: prefixEnd(key), countOnly: true })).count;
  } finally {
    client.close();
  }
}

const prefixIn = (text: string | undefined): string =>
  /\/etcdeck-check-perf\/[0-9a-f]{24}\//.exec(text ?? '')?.[0] ?? '';

/** A check as it is planned, of a second, at a member. */
function aCheck(cluster: TestCluster, app: ActingApp) {
  const test = openConnection(cluster.target());
  closing.push(() => test.close());
  const held = test.open.require(test.id);
  const ask = () => app.api.cluster.status({ connection: app.connection });
  const prefix = '/etcdeck-check-perf/0123456789abcdef01234567/';
  const load = { ...loads.s, durationMs: 1_000 };
  return {
    held,
    prefix,
    check: new CheckPerformance({ held, open: test.open, ask, clock: Date }, { name: 's', load, prefix }),
  };
}

const never = new AbortController().signal;

it('measures what it writes, and leaves no key', async () => {
  const cluster = await aCluster();
  const app = await openActingApp(cluster);
  closing.push(() => app.close());
  const { check, prefix } = aCheck(cluster, app);
  expect(await check.check(never)).toBe('needed');
  expect(check.result()).toBe(null);
  const running = check.run(never, never);
  await expect.poll(() => keysBeneath(cluster, prefix)).toBeGreaterThan(20);
  await running;
  const result = check.result();
  if (result?.kind !== 'performance') throw new Error('it was measured');
  const { performance } = result;
  expect(performance).toMatchObject({ load: 's', errors: 0, prefix, isCleanedUp: true });
  expect(performance.writesPerSecond).toBeGreaterThan(20);
  expect(performance.writesPerSecond).toBeLessThanOrEqual(160);
  expect(performance.slowestMs).toBeGreaterThan(0);
  expect(await keysBeneath(cluster, prefix)).toBe(0);
});

it('lets no write happen once its keys are deleted, however late it comes', async () => {
  const cluster = await aCluster();
  const app = await openActingApp(cluster);
  closing.push(() => app.close());
  const { check, held, prefix } = aCheck(cluster, app);
  await check.run(never, never);
  // As a write that was lost on its way: it compares the marker of the check.
  const key = Buffer.from(`${prefix}0late`);
  const marker = { key: Buffer.from(prefix), createRevision: 2 };
  expect(await putMarked(held.client, marker, { key, value: new Uint8Array(3) })).toBe(false);
  expect(await keysBeneath(cluster, prefix)).toBe(0);
});

it('is planned with what it does, stopped by the operator, and deletes what it wrote', async () => {
  const cluster = await aCluster(3);
  const app = await openActingApp(cluster);
  closing.push(() => app.close());
  const { api, connection } = app;
  const plan = await anyPlanned(api.plans.planCheckPerformance({ connection, load: 's' }));
  const prefix = prefixIn(plan.subject.kind === 'maintenance' ? plan.subject.what : '');
  expect(plan).toMatchObject({
    act: 'checkPerformance',
    subject: { kind: 'maintenance', what: `writes beneath ${prefix}`, stepCount: 1 },
    body: { steps: [{ expectedMs: 60_000 }] },
    consequences: ['LoadsCluster'],
    figures: { writesPerSecond: 150, clients: 50 },
    confirmation: null,
    refused: null,
  });
  const { endpoint } = await app.leader();
  expect(plan.etcdctl).toEqual([`etcdctl --endpoints=${endpoint} check perf --load=s --prefix=${prefix}`]);
  expect(await keysBeneath(cluster, prefix)).toBe(0);
  const notices: ExecutionNotice[] = [];
  const running = (async () => {
    for await (const notice of api.plans.execute({ token: plan.token, confirmation: null })) notices.push(notice);
  })();
  await expect.poll(() => keysBeneath(cluster, prefix)).toBeGreaterThan(50);
  await api.plans.discard({ token: plan.token });
  await running;
  const ended = notices.find((notice) => notice.kind === 'ended');
  expect(ended?.report).toMatchObject({
    ...{ outcome: 'stopped', done: 0, notDone: 1, unknown: 0, mayStillHappen: false },
    steps: [{ state: 'failed', failure: { code: 'Cancelled' } }],
    results: [{ kind: 'performance', performance: { prefix, passed: false, isCleanedUp: true } }],
  });
  expect(await keysBeneath(cluster, prefix)).toBe(0);
  expect(await app.newestEntry()).toMatchObject({ act: 'checkPerformance', outcome: 'failed' });
});

it('deletes what it wrote when the last window leaves the connection', async () => {
  const cluster = await aCluster();
  const app = await openActingApp(cluster);
  closing.push(() => app.close());
  const { api, connection } = app;
  const plan = await anyPlanned(api.plans.planCheckPerformance({ connection, load: 's' }));
  const prefix = prefixIn(plan.subject.kind === 'maintenance' ? plan.subject.what : '');
  const steps = api.plans.execute({ token: plan.token, confirmation: null })[Symbol.asyncIterator]();
  await steps.next();
  const writing = steps.next();
  await expect.poll(() => keysBeneath(cluster, prefix)).toBeGreaterThan(10);
  await app.leave(connection);
  await steps.return?.();
  await writing;
  expect(await keysBeneath(cluster, prefix)).toBe(0);
});

it('takes the name of a production connection', async () => {
  const cluster = await aCluster();
  const app = await openActingApp(cluster, { name: 'the real one', environment: 'production' });
  closing.push(() => app.close());
  const { api, connection } = app;
  const plan = await anyPlanned(api.plans.planCheckPerformance({ connection, load: 's' }));
  await expect(executedAs(api, { ...plan, confirmation: null })).rejects.toMatchObject({ code: 'ReadOnly' });
  expect(app.said.join()).not.toContain('check-perf');
});

it('ends where the server refuses a write for good, and deletes what it wrote', async () => {
  const cluster = await aCluster(1, ['--quota-backend-bytes=200000']);
  const app = await openActingApp(cluster);
  closing.push(() => app.close());
  const { check, prefix } = aCheck(cluster, app);
  await expect(check.run(never, never)).rejects.toMatchObject({ code: 'NoSpace' });
  expect(check.result()).toMatchObject({ performance: { passed: false, isCleanedUp: true } });
  expect(await keysBeneath(cluster, prefix)).toBe(0);
  await expect.poll(() => check.check(never).catch((error) => error)).toMatchObject({ code: 'NoSpace' });
});

it('does not count as done where its keys are left, and says where they are', async () => {
  const cluster = await aCluster();
  const app = await openRecordedApp(cluster);
  closing.push(() => app.close());
  const { api, connection } = app;
  const plan = await anyPlanned(api.plans.planCheckPerformance({ connection, load: 's' }));
  const prefix = prefixIn(plan.subject.kind === 'maintenance' ? plan.subject.what : '');
  const running = (async () => {
    for await (const notice of api.plans.execute({ token: plan.token, confirmation: null })) {
      if (notice.kind === 'ended') return notice.report;
    }
    throw new Error('it ended without a report');
  })();
  await expect.poll(() => keysBeneath(cluster, prefix)).toBeGreaterThan(20);
  // From now on the member cannot be written to through this line.
  for (const recorder of app.recorders)
    recorder.treat({ status: 7, details: 'etcdserver: permission denied' }, 'KV/Txn');
  const report = (await running) as OperationsReport; // a plan of operations
  expect(report).toMatchObject({
    ...{ outcome: 'stopped', done: 0, unknown: 1, mayStillHappen: true },
    steps: [{ state: 'unknown', failure: { code: 'OutcomeUnknown', message: expect.stringContaining(prefix) } }],
    results: [{ performance: { prefix, passed: false, isCleanedUp: false } }],
  });
  expect(await keysBeneath(cluster, prefix)).toBeGreaterThan(20);
  expect(await app.newestEntry()).toMatchObject({ act: 'checkPerformance', outcome: 'unknown' });
});
