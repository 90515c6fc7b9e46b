import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecordedApp, type RecordedApp } from '../../../testing/acting-app.ts';
import { compareVersions, etcdBinaries } from '../../../testing/etcd-binaries.ts';
import { anyPlanned } from '../../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';

const call = 'Maintenance/Downgrade';

describe.each(etcdBinaries())('etcd $version', (binaries) => {
  const [, minor = ''] = binaries.version.split('.');
  const before = `3.${Number(minor) - 1}`;
  const isOffered = compareVersions(binaries.version, '3.6') >= 0;
  let cluster: TestCluster;
  let app: RecordedApp;
  beforeAll(async () => {
    cluster = await startCluster({ members: 3, binaries });
    app = await openRecordedApp(cluster, { name: 'to go back' });
  });
  afterAll(async () => {
    await app?.close();
    await cluster?.close();
  });

  const plan = (to: string | null) => anyPlanned(app.api.plans.planDowngrade({ connection: app.connection, to }));
  const state = async () => (await app.api.maintenance.versions({ connection: app.connection })).downgrade;

  it.skipIf(isOffered)('offers none, says why, and sends nothing', async () => {
    const refused = await plan(before);
    expect(refused).toMatchObject({ refused: { code: 'VersionUnsafe', message: expect.stringContaining('3.5') } });
    await expect(app.execute(refused)).rejects.toMatchObject({ code: 'VersionUnsafe' });
    expect(await plan(null)).toMatchObject({ body: { steps: [] }, consequences: ['ChangesNothing'], refused: null });
    expect(app.sent(call)).toBe(0);
  });

  it.skipIf(!isOffered)('refuses another version than the one before, as the server does', async () => {
    for (const to of ['3.3', `3.${minor}`, 'nonsense']) {
      expect(await plan(to)).toMatchObject({ refused: { code: 'InvalidDowngradeTargetVersion' } });
    }
    expect(app.sent(call)).toBe(0);
  });

  it.skipIf(!isOffered)('enables one after the server has validated it, and cancels it', async () => {
    const enabling = await plan(before);
    expect(enabling).toMatchObject({
      act: 'downgrade',
      subject: { kind: 'maintenance', what: `the cluster’s version to ${before}`, stepCount: 1 },
      consequences: ['LowersVersion'],
      figures: { to: before },
      refused: null,
    });
    const { endpoint } = await app.leader();
    expect(enabling.etcdctl).toEqual([
      `etcdctl --endpoints=${endpoint} downgrade validate ${before}`,
      `etcdctl --endpoints=${endpoint} downgrade enable ${before}`,
    ]);
    expect(await app.execute(enabling)).toMatchObject({ outcome: 'done', done: 1, failure: null });
    expect(await app.newestEntry()).toMatchObject({ act: 'downgrade', outcome: 'done' });
    expect(await state()).toEqual({ kind: 'underWay', to: before });
    const again = await plan(before);
    expect(again).toMatchObject({ body: { steps: [] }, consequences: ['ChangesNothing'] });
    expect(await plan('3.3')).toMatchObject({ refused: { code: 'DowngradeInProcess' } });
    const cancelling = await plan(null);
    expect(cancelling).toMatchObject({ subject: { what: `the downgrade to ${before}, which is cancelled` } });
    expect(await app.execute(cancelling)).toMatchObject({ outcome: 'done', done: 1 });
    await expect.poll(state).toEqual({ kind: 'possible', to: before });
  });

  it.skipIf(!isOffered)('settles a lost answer by the state, and sends nothing twice', async () => {
    const enabling = await plan(before);
    const sent = app.sent(call);
    app.cut(call);
    const report = await app.execute(enabling);
    // Validating is a read, which is cut as well.
    if (report.failure === null) expect(report.steps).toEqual([{ state: 'done', wasAnswerLost: true }]);
    else expect(report).toMatchObject({ outcome: 'stopped', done: 0 });
    expect(app.sent(call) - sent).toBeGreaterThan(0);
  });

  it.skipIf(!isOffered)('refuses while a voting member does not answer', async () => {
    for (const recorder of app.recorders) recorder.treat('pass');
    if ((await state()).kind === 'underWay') await app.execute(await plan(null));
    await expect.poll(state).toEqual({ kind: 'possible', to: before });
    const [, down] = await app.followers();
    const member = cluster.members.find(({ name }) => name === down?.name);
    await member?.kill();
    await expect.poll(async () => (await plan(before)).refused?.code).toBe('Unhealthy');
  });
});
