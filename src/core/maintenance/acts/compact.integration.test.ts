import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectionId } from '../../../contract/ids.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import { openActingApp, openRecordedApp, type RecordedApp } from '../../../testing/acting-app.ts';
import { writeHistory } from '../../../testing/fill-database.ts';
import { anyPlanned, executedAs, openApp } from '../../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';

const call = 'KV/Compact';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A cluster at revision 11. */
async function aCluster(): Promise<TestCluster> {
  const cluster = await startCluster();
  closing.push(() => cluster.close());
  await writeHistory(cluster, 10);
  return cluster;
}

async function anApp(cluster: TestCluster): Promise<RecordedApp> {
  const app = await openRecordedApp(cluster);
  closing.push(() => app.close());
  return app;
}

const aPlan = ({ api, connection }: RecordedApp, revision: number, isPhysical = false) =>
  anyPlanned(api.plans.planCompact({ connection, to: { revision }, isPhysical }));

const oldest = async ({ api, connection }: Pick<RecordedApp, 'api'> & { readonly connection: ConnectionId }) =>
  (await api.history.timeline({ source: liveKeys(connection) })).oldestRevision;

describe('to a revision', () => {
  it('gives up what is older, and says from where on history is left', async () => {
    const app = await anApp(await aCluster());
    const { endpoint } = await app.leader();
    const plan = await aPlan(app, 5);
    expect(plan).toMatchObject({
      ...{ act: 'compact', subject: { kind: 'maintenance', what: 'to revision 5', stepCount: 1 } },
      body: { steps: [{ name: 'Compact to revision 5', target: { kind: 'cluster' } }] },
      ...{ consequences: ['LosesHistory'], figures: { compactTo: 5, oldest: 1 }, refused: null },
      etcdctl: [`etcdctl --endpoints=${endpoint} compact 5`],
    });
    expect(await oldest(app)).toBe(1);
    const report = await app.execute(plan);
    expect(report).toMatchObject({ outcome: 'done', done: 1, results: [{ kind: 'compacted', revision: 5 }] });
    expect(await oldest(app)).toBe(5);
    expect(await app.newestEntry()).toMatchObject({ act: 'compact', outcome: 'done', canUndo: false });
  });

  it('refuses one that is compacted, and one that has not happened', async () => {
    const app = await anApp(await aCluster());
    await app.execute(await aPlan(app, 8));
    await expect(aPlan(app, 8)).rejects.toMatchObject({ code: 'Compacted', detail: { compactRevision: 8 } });
    await expect(aPlan(app, 3)).rejects.toMatchObject({ code: 'Compacted' });
    await expect(aPlan(app, 12)).rejects.toMatchObject({ code: 'FutureRev', detail: { headRevision: 11 } });
    expect(app.sent(call)).toBe(1);
  });

  it('sends nothing where another client has compacted as far since', async () => {
    const cluster = await aCluster();
    const app = await anApp(cluster);
    const plan = await aPlan(app, 5);
    await cluster.etcdctl('compact', '7');
    expect(await app.execute(plan)).toMatchObject({ outcome: 'done', steps: [{ state: 'skipped' }] });
    expect(app.sent(call)).toBe(0);
  });

  it('waits for the pages where that is asked for', async () => {
    const app = await anApp(await aCluster());
    const plan = await aPlan(app, 10, true);
    expect(plan.etcdctl[0]).toMatch(/ compact --physical 10$/);
    expect(await app.execute(plan)).toMatchObject({ outcome: 'done' });
    expect(await oldest(app)).toBe(10);
  });

  it('finds out what became of a lost answer, and never sends it twice', async () => {
    const app = await anApp(await aCluster());
    app.cut(call);
    expect(await app.execute(await aPlan(app, 5))).toMatchObject({
      ...{ outcome: 'done', steps: [{ state: 'done', wasAnswerLost: true }] },
      results: [{ kind: 'compacted', revision: 5 }],
    });
    app.cut('none');
    const held = await app.hold(call);
    expect(await app.execute(await aPlan(app, 6))).toMatchObject({
      ...{ outcome: 'stopped', unknown: 1, mayStillHappen: true, results: [null] },
      steps: [{ state: 'unknown', failure: { code: 'OutcomeUnknown' } }],
    });
    expect(await held.release()).toBe(0);
    expect(await oldest(app)).toBe(6);
    expect(app.sent(call)).toBe(2);
  });
});

describe('by age', () => {
  it('goes by when the cluster was seen at which revision, and says which one that is', async () => {
    const cluster = await aCluster();
    const clock = { aheadMs: 0 };
    const app = await openApp(cluster.draft(), { clock: { now: () => Date.now() + clock.aheadMs } });
    closing.push(() => app.close());
    const { api, connection } = app;
    const byAge = (keepMs: number) =>
      anyPlanned(api.plans.planCompact({ connection, to: { keepMs }, isPhysical: false }));
    await expect(byAge(3_600_000)).rejects.toMatchObject({ code: 'AgeUnknown' });
    const isSeen = async (revision: number) =>
      (await api.history.timeline({ source: liveKeys(connection) })).sightings
        .slice(0, -1)
        .some((one) => one.revision === revision);
    await expect.poll(() => isSeen(11)).toBe(true);
    clock.aheadMs = 2 * 3_600_000;
    await writeHistory(cluster, 5);

    const plan = await byAge(3_600_000);
    expect(plan).toMatchObject({
      body: { steps: [{ name: 'Compact to revision 11' }] },
      figures: { compactTo: 11, keptMs: expect.any(Number) },
    });
    expect(plan.figures.keptMs).toBeGreaterThan(3_600_000);
    expect((await executedAs(api, plan)).report).toMatchObject({ outcome: 'done' });
    expect(await oldest(app)).toBe(11);
    // Nothing older is left to give up.
    expect(await byAge(3_600_000)).toMatchObject({ body: { steps: [] }, consequences: ['ChangesNothing'] });
  });
});

describe('a connection that is read-only', () => {
  it('plans it, and compacts nothing', async () => {
    const app = await openActingApp(await aCluster(), { environment: 'production' });
    closing.push(() => app.close());
    const { api, connection } = app;
    const plan = await anyPlanned(api.plans.planCompact({ connection, to: { revision: 5 }, isPhysical: false }));
    await expect(app.execute(plan)).rejects.toMatchObject({ code: 'ReadOnly' });
    expect(await oldest(app)).toBe(1);
  });
});
