import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ExecutionReport } from '../../contract/execution.ts';
import { liveKeys } from '../../contract/key-source.ts';
import type { Plan } from '../../contract/plans.ts';
import { executed, type KeysPlan, type OpenedApp, openApp, planned } from '../../testing/opened-app.ts';
import { startRpcRecorder } from '../../testing/rpc-recorder.ts';
import { startCluster, type TestCluster, type TestClusterOptions } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';
import { prefixEnd, range, txnPuts } from '../etcd/kv.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** What is waited for is noticed at once. */
const soon = { interval: 5 };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(options: TestClusterOptions = {}): Promise<{ cluster: TestCluster; client: EtcdClient }> {
  const cluster = await startCluster(options);
  const client = new EtcdClient(cluster.target());
  closing.push(async () => {
    client.close();
    await cluster.close();
  });
  return { cluster, client };
}

async function open(cluster: TestCluster, endpoints = cluster.endpoints): Promise<OpenedApp> {
  const app = await openApp(cluster.draft({ endpoints, learnsEndpoints: false }));
  closing.push(() => app.close());
  return app;
}

async function fill(client: EtcdClient, count: number, value: Uint8Array, atOnce = 100): Promise<void> {
  const entries = Array.from({ length: count }, (_, n) => ({ key: bytes(`/a/${String(n).padStart(5, '0')}`), value }));
  for (let at = 0; at < count; at += atOnce) await txnPuts(client, entries.slice(at, at + atOnce));
}

const copy = ({ api, connection }: OpenedApp): Promise<KeysPlan> =>
  planned(
    api.plans.planCopy({
      from: { source: liveKeys(connection), prefix: bytes('/a/') },
      names: null,
      connection,
      to: bytes('/b/'),
      isMove: false,
      onExisting: 'overwrite',
      deletesExtra: false,
    }),
  );

/** Executes a plan, and does something once after its first transaction. */
async function interrupted({ api }: OpenedApp, plan: Plan, act: () => unknown): Promise<ExecutionReport> {
  let hasActed = false;
  for await (const notice of api.plans.execute({ token: plan.token, confirmation: plan.confirmation })) {
    if (notice.kind === 'ended') return notice.report;
    if (!hasActed) await act();
    hasActed = true;
  }
  throw new Error('an execution ended without a report');
}

async function countOf(client: EtcdClient, prefix: string): Promise<number> {
  const options = { timeoutMs: 20_000 };
  const span = { key: bytes(prefix), rangeEnd: prefixEnd(bytes(prefix)), countOnly: true };
  return (await range(client, span, options)).count;
}

describe('a server that takes less than others', () => {
  it('is found out by its refusals, and served in its own measure', async () => {
    const { cluster, client } = await start({ args: ['--max-txn-ops', '16', '--max-request-bytes', '60000'] });
    await fill(client, 100, new Uint8Array(9_000), 5);
    const app = await open(cluster);
    const report = await executed(app.api, await copy(app));
    expect(report).toMatchObject({ outcome: 'done', done: 100, failure: null });
    expect(await countOf(client, '/b/')).toBe(100);
    const gone = await planned(
      app.api.plans.planDelete({ connection: app.connection, keys: { kind: 'prefix', prefix: new Uint8Array() } }),
    );
    expect(gone.body.transactions).toBeLessThanOrEqual(200 / 8);
    expect(gone.body.transactions).toBeGreaterThanOrEqual(200 / 16);
    expect(await executed(app.api, gone)).toMatchObject({ outcome: 'done', done: 200 });
    expect(await countOf(client, '')).toBe(0);
  });

  it('stops an execution at a value that it does not take, with what was done before', async () => {
    const { cluster } = await start({ args: ['--max-request-bytes', '60000'] });
    const app = await open(cluster);
    const entries = [10, 20, 70_000, 30].map((size, n) => ({ key: `/${n}`, value: 'x'.repeat(size) }));
    const text = JSON.stringify({ format: 'etcdeck-bundle', version: 1, entries });
    const plan = await planned(
      app.api.plans.planImport({
        connection: app.connection,
        bundle: { kind: 'text', text },
        to: null,
        onExisting: 'overwrite',
      }),
    );
    const report = await executed(app.api, plan);
    expect(report).toMatchObject({ outcome: 'stopped', failure: { code: 'RequestTooLarge' }, unknown: 0 });
    expect(report.stoppedAt).toEqual(bytes('/2'));
    expect(report).toMatchObject({ done: 2, notDone: 2 });
  });

  it('stops an execution when it is full, and lets it be undone all the same', async () => {
    const { cluster, client } = await start();
    await fill(client, 300, bytes('v'));
    const app = await open(cluster);
    const report = await interrupted(app, await copy(app), () => raiseNoSpace(client));
    expect(report).toMatchObject({
      outcome: 'stopped',
      done: 128,
      notDone: 172,
      unknown: 0,
      failure: { code: 'NoSpace' },
      stoppedAt: bytes('/b/00128'),
    });
    expect(await countOf(client, '/b/')).toBe(128);
    const undo = app.api.plans.planUndo({ connection: app.connection, journalEntry: report.journalEntry ?? '' });
    expect(await executed(app.api, await planned(undo))).toMatchObject({ outcome: 'done', done: 128 });
    expect(await countOf(client, '/b/')).toBe(0);
  });
});

describe('a transaction whose answer is lost', () => {
  it('counts as done where its keys say so, and the execution goes on', async () => {
    const { cluster, client } = await start();
    await fill(client, 400, bytes('v'));
    const recorder = await startRpcRecorder(cluster.endpoints[0] ?? '');
    closing.push(() => recorder.close());
    const app = await open(cluster, [recorder.endpoint]);
    const plan = await copy(app);
    const report = await interrupted(app, plan, () => {
      recorder.treat('cut');
      const before = recorder.calls.length;
      void vi
        .waitFor(() => expect(recorder.calls.slice(before)).toContain('KV/Txn'), soon)
        .then(() => recorder.treat('pass'));
    });
    expect(report).toMatchObject({ outcome: 'done', done: 400, unknown: 0 });
    expect(await countOf(client, '/b/')).toBe(400);
  });

  it('counts as unknown where its keys are as they were, and is not sent again', async () => {
    const { cluster, client } = await start();
    await fill(client, 400, bytes('v'));
    const recorder = await startRpcRecorder(cluster.endpoints[0] ?? '');
    closing.push(() => recorder.close());
    const app = await open(cluster, [recorder.endpoint]);
    const plan = await copy(app);
    const report = await interrupted(app, plan, () => {
      recorder.treat({ status: 14, details: 'etcdserver: request timed out' });
      const before = recorder.calls.length;
      void vi
        .waitFor(() => expect(recorder.calls.slice(before)).toContain('KV/Txn'), soon)
        .then(() => recorder.treat('pass'));
    });
    expect(report).toMatchObject({ outcome: 'stopped', failure: { code: 'OutcomeUnknown' }, unknown: 128 });
    expect(report.mayStillHappen).toBe(true);
    expect(report.done + report.notDone + report.unknown).toBe(400);
    expect(await countOf(client, '/b/')).toBe(report.done);
    const { entries } = await app.api.journal.list({ connection: app.connection, before: null, limit: 10 });
    expect(entries).toMatchObject([
      { act: 'copy', outcome: 'unknown', subject: { keyCount: report.done + 128 }, canUndo: true },
    ]);
  });

  it('counts as unknown where nobody can be asked any more', async () => {
    const { cluster, client } = await start();
    await fill(client, 400, bytes('v'));
    const recorder = await startRpcRecorder(cluster.endpoints[0] ?? '');
    closing.push(() => recorder.close());
    const app = await open(cluster, [recorder.endpoint]);
    const plan = await copy(app);
    const report = await interrupted(app, plan, () => {
      recorder.treat('cut');
      const before = recorder.calls.length;
      void vi
        .waitFor(
          () => expect(recorder.calls.slice(before).filter((call) => call === 'KV/Txn').length).toBeGreaterThan(1),
          soon,
        )
        .then(() => app.leave(app.connection));
    });
    expect(report).toMatchObject({ outcome: 'stopped', failure: { code: 'OutcomeUnknown' }, unknown: 128 });
    expect(report.done + report.notDone + report.unknown).toBe(400);
    expect(report.journalEntry).not.toBeNull();
  });
});

it('claims nothing that was not done when the leader is killed on the way', async () => {
  const { cluster, client } = await start({ members: 3 });
  await fill(client, 3_000, bytes('v'));
  const app = await open(cluster);
  const leader = await leaderOf(cluster);
  const report = await interrupted(app, await copy(app), () => leader.kill());
  expect(report.done + report.notDone + report.unknown).toBe(3_000);
  const present = await countOf(client, '/b/');
  expect(present).toBeGreaterThanOrEqual(report.done);
  expect(present).toBeLessThanOrEqual(report.done + report.unknown);
  await expect.poll(() => countOf(client, '/a/')).toBe(3_000);
  const again = await copy(app);
  expect(again.body.counts).toEqual({ create: 3_000 - present, overwrite: 0, delete: 0, skip: present });
  expect(await executed(app.api, again)).toMatchObject({ outcome: 'done' });
  expect(await countOf(client, '/b/')).toBe(3_000);
});

/** What a member does when its database has outgrown its quota, which no version outgrows at the same size. */
async function raiseNoSpace(client: EtcdClient): Promise<void> {
  const { answer } = await client.call(({ maintenance }) => maintenance.status());
  const memberID = answer.header.member_id;
  await client.call(({ maintenance }) => maintenance.alarm({ action: 'Activate', alarm: 'Nospace', memberID }));
}

async function leaderOf(cluster: TestCluster) {
  const statuses = JSON.parse(await cluster.etcdctl('endpoint', 'status', '-w', 'json')) as readonly {
    readonly Endpoint: string;
    readonly Status: { readonly leader: number; readonly header: { readonly member_id: number } };
  }[];
  const found = statuses.find(({ Status }) => Status.leader === Status.header.member_id);
  const leader = cluster.members.find(({ endpoint }) => endpoint === found?.Endpoint);
  if (leader === undefined) throw new Error('there is no leader');
  return leader;
}
