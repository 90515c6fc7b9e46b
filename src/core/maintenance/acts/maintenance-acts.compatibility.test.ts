import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveKeys } from '../../../contract/key-source.ts';
import { type ActingApp, openActingApp } from '../../../testing/acting-app.ts';
import { chosenEtcd, hasAtLeast } from '../../../testing/etcd-binaries.ts';
import { fillDatabase, smallQuota } from '../../../testing/fill-database.ts';
import { openConnection } from '../../../testing/open-connection.ts';
import { anyPlanned } from '../../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import { readDefragmentFigures } from './defragment-figures.ts';

// Each act once, on each etcd version beside the one under full test.
describe(`the upkeep of etcd ${chosenEtcd().version}`, () => {
  let cluster: TestCluster;
  let app: ActingApp;
  beforeAll(async () => {
    cluster = await startCluster({ members: 3, tls: 'mutual', auth: true, args: smallQuota });
    app = await openActingApp(cluster);
  });
  afterAll(async () => {
    await app?.close();
    await cluster?.close();
  });

  it('reads what its metrics say of a defragmentation, without a user', async () => {
    const test = openConnection(cluster.target());
    try {
      const row = await app.leader();
      const figures = await readDefragmentFigures(test.open.require(test.id), row, new AbortController().signal);
      expect(figures).toEqual({
        isDefragmenting: false,
        defragmentations: expect.any(Number),
        startedAt: expect.any(Number),
      });
    } finally {
      test.close();
    }
  });

  it('leads out of NOSPACE', async () => {
    await fillDatabase(cluster, 'overwriting');
    const { connection, api } = app;
    const [first] = await app.followers();
    const leader = await app.leader();
    const plan = await anyPlanned(api.plans.planReclaim({ connection, keepMs: 0 }));
    expect(plan.body).toMatchObject({
      steps: expect.arrayContaining([
        expect.objectContaining({ name: `Defragment ${first?.name}` }),
        expect.objectContaining({ name: expect.stringMatching(/^Clear the alarm NOSPACE of member-/) }),
      ]),
    });
    const names = plan.body.kind === 'operations' ? plan.body.steps.map(({ name }) => name) : [];
    expect(names.findLast((name) => name.startsWith('Defragment'))).toBe(`Defragment ${leader.name}`);
    expect(await app.execute(plan)).toMatchObject({ failure: null, outcome: 'done' });
    // A member may be a moment behind.
    await expect.poll(async () => (await app.status()).alarms).toEqual([]);
    await cluster.etcdctl('put', '/more', 'x');
  });

  it('compacts, and waits until pages are free', async () => {
    const { connection, api } = app;
    for (const value of ['1', '2', '3']) await cluster.etcdctl('put', '/more', value);
    const { headRevision: revision } = await api.history.timeline({ source: liveKeys(connection) });
    const request = { connection, to: { revision }, isPhysical: true };
    expect(await app.act(api.plans.planCompact(request))).toMatchObject({ failure: null, outcome: 'done' });
    await expect(anyPlanned(api.plans.planCompact(request))).rejects.toMatchObject({ code: 'Compacted' });
  });

  it('defragments one member, which is kept from users who are not root', async () => {
    const { connection, api } = app;
    const [follower] = await app.followers();
    if (follower === undefined) throw new Error('there are two followers');
    const report = await app.act(api.plans.planDefragment({ connection, members: [follower.id] }));
    expect(report).toMatchObject({ outcome: 'done', results: [{ kind: 'defragmented', member: follower.id }] });
    const reader = await openActingApp(cluster, { user: 'reader' });
    try {
      // On 3.5 the plan cannot be made, because the status is refused; elsewhere its first step fails.
      const refusal = (async () => {
        const request = { connection: reader.connection, members: null };
        throw (await reader.act(reader.api.plans.planDefragment(request))).failure;
      })();
      await expect(refusal).rejects.toMatchObject({ code: 'PermissionDenied' });
    } finally {
      await reader.close();
    }
  });

  it('refuses beside a learner where that may damage a database, and the learner itself', async () => {
    await cluster.addLearner('learner');
    const { connection, api } = app;
    const { id } = await app.rowOf('learner');
    const itself = await anyPlanned(api.plans.planDefragment({ connection, members: [id] }));
    expect(itself.refused).toMatchObject({ code: 'NotSupportedForLearner', member: id });
    await expect(app.execute(itself)).rejects.toMatchObject({ code: 'NotSupportedForLearner' });
    const beside = () => anyPlanned(api.plans.planDefragment({ connection, members: null }));
    const fixed = hasAtLeast('3.5') ? null : { code: 'VersionUnsafe', member: id, detail: { fixed: '3.5.23' } };
    // It may be behind for a moment.
    await expect
      .poll(async () => (await beside()).refused)
      .toEqual(fixed === null ? null : expect.objectContaining(fixed));
    const { body } = await beside();
    expect(body.kind === 'operations' && body.steps).toHaveLength(3);
  });
});
