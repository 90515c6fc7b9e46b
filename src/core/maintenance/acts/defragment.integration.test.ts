import { afterEach, describe, expect, it } from 'vitest';
import type { MemberStatus } from '../../../contract/cluster.ts';
import type { OperationsReport } from '../../../contract/execution.ts';
import type { Plan } from '../../../contract/plans.ts';
import { openActingApp, openRecordedApp, type RecordedApp } from '../../../testing/acting-app.ts';
import { writeHistory } from '../../../testing/fill-database.ts';
import { anyPlanned } from '../../../testing/opened-app.ts';
import { startRpcRecorder } from '../../../testing/rpc-recorder.ts';
import { startCluster, type TestCluster, type TestMember } from '../../../testing/test-cluster.ts';

/** What waits for long is shown in a full run. */
const isFull = process.env.ETCDECK_FULL === '1';

const call = 'Maintenance/Defragment';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function aCluster(members: 1 | 3): Promise<TestCluster> {
  const cluster = await startCluster({ members });
  closing.push(() => cluster.close());
  // Free pages: history that is compacted.
  await writeHistory(cluster, 10);
  await cluster.etcdctl('compact', '11');
  return cluster;
}

async function anApp(cluster: TestCluster, environment: 'production' | null = null): Promise<RecordedApp> {
  const app = await openRecordedApp(cluster, environment === null ? {} : { environment });
  closing.push(() => app.close());
  return app;
}

const aPlan = ({ api, connection }: RecordedApp, members: readonly MemberStatus[] | null = null): Promise<Plan> =>
  anyPlanned(api.plans.planDefragment({ connection, members: members?.map(({ id }) => id) ?? null }));

/** Executes, and does something at each notice that a step has one of these states. */
async function followed(
  { api }: Pick<RecordedApp, 'api'>,
  { token, confirmation }: Plan,
  at: (step: number, state: string) => unknown,
): Promise<OperationsReport> {
  for await (const notice of api.plans.execute({ token, confirmation })) {
    if (notice.kind === 'step') await at(notice.step, notice.state.state);
    if (notice.kind === 'ended' && notice.report.kind === 'operations') return notice.report;
  }
  throw new Error('an execution ended without a report');
}

const memberOf = (cluster: TestCluster, row: MemberStatus | undefined): TestMember => {
  const member = cluster.members.find(({ name }) => name === row?.name);
  if (member === undefined) throw new Error('there is no such member');
  return member;
};

describe('three members', () => {
  it('are defragmented one after the other, the leader last, and say what they have won', async () => {
    const cluster = await aCluster(3);
    const app = await anApp(cluster);
    const leader = await app.leader();
    const followers = await app.followers();
    // What was compacted counts as free from the next writes on.
    const isFreed = async (): Promise<boolean> => {
      await cluster.etcdctl('put', '/more', 'x');
      return (await app.status()).members.every(({ dbSizeInUse }) => (dbSizeInUse ?? 0) < 1_000_000);
    };
    await expect.poll(isFreed).toBe(true);
    const plan = await aPlan(app);
    const order = [...followers, leader];
    expect(plan).toMatchObject({
      act: 'defragment',
      subject: { kind: 'maintenance', what: order.map(({ name }) => name).join(', '), stepCount: 3 },
      body: {
        kind: 'operations',
        steps: order.map(({ id, name, endpoint }) => ({
          ...{ name: `Defragment ${name}`, onFailure: 'stop', expectedMs: expect.any(Number) },
          target: { kind: 'member', text: name, member: id, endpoint },
        })),
      },
      ...{ quorum: null, refused: null, confirmation: null },
      consequences: ['SilencesMembers', 'NeedsDisk', 'GainsSpace'],
      figures: { longestMs: expect.any(Number), needed: expect.any(Number), gain: expect.any(Number) },
      etcdctl: order.map(({ endpoint }) => `etcdctl --endpoints=${endpoint} defrag`),
    });
    expect(app.sent(call)).toBe(0);

    const sent: string[] = [];
    const report = await followed(app, plan, (_, state) => {
      if (state !== 'done') return;
      for (const { endpoint, calls } of app.recorders) {
        if (calls.includes(call) && !sent.includes(endpoint)) sent.push(endpoint);
      }
    });
    expect(report).toMatchObject({ outcome: 'done', done: 3, unknown: 0, failure: null });
    expect(sent).toEqual(order.map(({ endpoint }) => endpoint));
    expect(app.sent(call)).toBe(3);
    for (const [at, result] of report.results.entries()) {
      if (result?.kind !== 'defragmented') throw new Error('each step tells what it has won');
      expect(result.member).toBe(order[at]?.id);
      expect(result.before ?? 0).toBeGreaterThan(1_500_000);
      expect(result.after ?? Number.NaN).toBeLessThan(1_000_000);
    }
    // The leader has not been moved.
    expect((await app.leader()).id).toBe(leader.id);
    expect(await app.newestEntry()).toMatchObject({
      ...{ id: report.journalEntry, act: 'defragment', outcome: 'done', canUndo: false },
      subject: { kind: 'maintenance' },
    });
    // There is nothing left to win.
    expect((await aPlan(app)).consequences).toEqual(['SilencesMembers', 'NeedsDisk', 'GainsNothing']);
  });

  it('are left alone after the one at which it is stopped', async () => {
    const app = await anApp(await aCluster(3));
    const plan = await aPlan(app);
    const report = await followed(app, plan, async (step, state) => {
      if (step === 0 && state === 'started') await app.api.plans.discard({ token: plan.token });
    });
    expect(report).toMatchObject({
      ...{ outcome: 'stopped', done: 1, notDone: 2, unknown: 0, failure: { code: 'Cancelled' } },
      steps: [{ state: 'done' }, { state: 'failed', failure: { code: 'Cancelled' } }, { state: 'waiting' }],
    });
    expect(app.sent(call)).toBe(1);
  });

  it.skipIf(!isFull)('are left alone once one of them hangs while it is asked', async () => {
    const cluster = await aCluster(3);
    const rows = await (await anApp(cluster)).followers();
    const frozen = memberOf(cluster, rows[1]);
    // A recorder would answer the pings of a member that hangs.
    const others = cluster.members.filter((member) => member !== frozen);
    const recorders = await Promise.all(others.map(({ endpoint }) => startRpcRecorder(endpoint)));
    closing.push(async () => void (await Promise.all(recorders.map((recorder) => recorder.close()))));
    const endpoints = [...recorders.map(({ endpoint }) => endpoint), frozen.endpoint];
    const app = await openActingApp(cluster, { endpoints, learnsEndpoints: false });
    closing.push(() => app.close());
    const { api, connection } = app;
    const plan = await anyPlanned(api.plans.planDefragment({ connection, members: null }));
    const at =
      plan.body.kind === 'operations' ? plan.body.steps.findIndex(({ target }) => target.text === frozen.name) : 0;
    const report = await followed(app, plan, (step, state) => {
      if (step === at && state === 'started') frozen.freeze();
    });
    try {
      expect(report).toMatchObject({ outcome: 'stopped', done: at, notDone: 2 - at, unknown: 1, mayStillHappen: true });
      expect(report.steps[at]).toMatchObject({ state: 'unknown', failure: { code: 'OutcomeUnknown' } });
      expect(report.results[at]).toBe(null);
      expect(recorders.flatMap(({ calls }) => calls).filter((one) => one === call)).toHaveLength(at);
      expect(await app.newestEntry()).toMatchObject({ outcome: 'unknown', mayStillHappen: true });
    } finally {
      frozen.thaw();
    }
  });

  it.skipIf(!isFull)('are left alone once one of them hangs between two', async () => {
    const cluster = await aCluster(3);
    const app = await anApp(cluster);
    const [, second] = await app.followers();
    const frozen = memberOf(cluster, second);
    const report = await followed(app, await aPlan(app), (step, state) => {
      if (step === 0 && state === 'done') frozen.freeze();
    });
    try {
      expect(report).toMatchObject({
        ...{ outcome: 'stopped', done: 1, notDone: 2, unknown: 0 },
        failure: { code: 'QuorumAtRisk', member: second?.id },
        steps: [{ state: 'done' }, { state: 'failed' }, { state: 'waiting' }],
      });
      expect(app.sent(call)).toBe(1);
      // And no other act begins meanwhile.
      const refused = await aPlan(app);
      expect(refused.refused).toMatchObject({ code: 'QuorumAtRisk' });
      await expect(app.execute(refused)).rejects.toMatchObject({ code: 'QuorumAtRisk' });
    } finally {
      frozen.thaw();
    }
  });

  it('are no longer in their order where another one has come to lead', async () => {
    const cluster = await aCluster(3);
    const app = await anApp(cluster);
    const plan = await aPlan(app);
    const [first] = await app.followers();
    const { clientURLs } = await app.leader();
    await cluster.etcdctlAt(clientURLs[0] ?? '', 'move-leader', first?.id ?? '');
    expect(await app.execute(plan)).toMatchObject({ done: 0, failure: { code: 'LeaderChanged' } });
    expect(app.sent(call)).toBe(0);
  });

  it('can be chosen', async () => {
    const app = await anApp(await aCluster(3));
    const [, second] = await app.followers();
    if (second === undefined) throw new Error('there are two followers');
    const leader = await app.leader();
    const plan = await aPlan(app, [leader, second, leader]);
    expect(plan.subject).toMatchObject({ what: `${second.name}, ${leader.name}`, stepCount: 2 });
    const one = await aPlan(app, [second]);
    expect(await app.execute(one)).toMatchObject({ outcome: 'done', results: [{ member: second.id }] });
  });
});

describe('an answer that is lost', () => {
  it('is found out by what the member shows, and asked for once', async () => {
    const app = await anApp(await aCluster(1));
    app.cut(call);
    const report = await app.execute(await aPlan(app));
    app.cut('none');
    expect(report).toMatchObject({
      ...{ outcome: 'done', steps: [{ state: 'done', wasAnswerLost: true }] },
      results: [{ kind: 'defragmented', after: expect.any(Number) }],
    });
    expect(app.sent(call)).toBe(1);
    // A second one wins nothing: its file stays as it is, and the member's own count shows that it has ended.
    app.cut(call);
    const again = await app.execute(await aPlan(app));
    expect(again).toMatchObject({ outcome: 'done', steps: [{ state: 'done', wasAnswerLost: true }] });
    expect(app.sent(call)).toBe(2);
  });

  it('is waited for while the request is on its way, and not asked for again', async () => {
    const app = await anApp(await aCluster(1));
    const held = await app.hold(call);
    const plan = await aPlan(app);
    const executing = app.execute(plan);
    await expect.poll(() => app.sent(call)).toBe(1);
    expect(await held.release()).toBe(0);
    expect(await executing).toMatchObject({ outcome: 'done', steps: [{ state: 'done', wasAnswerLost: true }] });
    expect(app.sent(call)).toBe(1);
  });

  it.skipIf(!isFull)('is not known where the member never got the request', async () => {
    const app = await anApp(await aCluster(1));
    const held = await app.hold(call);
    const report = await app.execute(await aPlan(app));
    expect(report).toMatchObject({
      ...{ outcome: 'stopped', unknown: 1, mayStillHappen: true, results: [null] },
      steps: [{ state: 'unknown', failure: { code: 'OutcomeUnknown' } }],
    });
    expect(await held.release()).toBe(0);
    expect(app.sent(call)).toBe(1);
  });
});

describe('another plan', () => {
  it('waits until the first has ended, whatever it does', async () => {
    const cluster = await aCluster(1);
    const app = await anApp(cluster);
    const { connection, api } = app;
    const { peerUrl } = await cluster.furtherMember('etcd-2');
    const request = { connection, name: 'etcd-2', peerURLs: [peerUrl], isLearner: true };
    const [same, other] = [await aPlan(app), await anyPlanned(api.plans.planMemberAdd(request))];
    await followed(app, await aPlan(app), async (_, state) => {
      if (state !== 'started') return;
      for (const plan of [same, other]) {
        await expect(app.execute(plan)).rejects.toMatchObject({ code: 'MembershipBusy', operation: 'execute' });
      }
    });
    expect(app.sent(call)).toBe(1);
    expect(app.sent('Cluster/MemberAdd')).toBe(0);
    // A plan that was refused so is not spent.
    expect(await app.execute(same)).toMatchObject({ outcome: 'done' });
  });

  it('is made on a read-only connection, and not executed', async () => {
    const app = await anApp(await aCluster(1), 'production');
    const plan = await aPlan(app);
    expect(plan.body).toMatchObject({ steps: [{ name: expect.stringContaining('Defragment') }] });
    await expect(app.execute(plan)).rejects.toMatchObject({ code: 'ReadOnly' });
    expect(app.sent(call)).toBe(0);
  });
});
