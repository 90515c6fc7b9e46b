import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecordedApp, type RecordedApp } from '../../../testing/acting-app.ts';
import { compareVersions, etcdsApart } from '../../../testing/etcd-binaries.ts';
import { anyPlanned } from '../../../testing/opened-app.ts';
import type { HeldCall } from '../../../testing/rpc-recorder.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';

const call = 'Maintenance/Downgrade';

// One is offered from 3.6 on.
describe.each(etcdsApart())('etcd $version', (binaries) => {
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

  async function codesFound(): Promise<readonly string[]> {
    const request = { connection: app.connection, hashKV: false, snapshotFolder: null };
    for await (const notice of app.api.doctor.examine(request)) {
      if (notice.kind === 'examined') return notice.examination.findings.map(({ code }) => code);
    }
    return [];
  }

  /** Holds the next request to enable one: 1 is its action on the wire, and 0, that of validating, is left out. */
  async function holdEnabling(): Promise<HeldCall> {
    const { endpoint } = await app.leader();
    const line = app.recorders.find((recorder) => recorder.endpoint === endpoint);
    if (line === undefined) throw new Error('the leader is behind no recorder');
    return line.holdNext(call, (message) => message[0] === 0x08 && message[1] === 1);
  }

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
    expect(await codesFound()).toContain('DowngradeUnderWay');
    const again = await plan(before);
    expect(again).toMatchObject({ body: { steps: [] }, consequences: ['ChangesNothing'] });
    expect(await plan('3.3')).toMatchObject({ refused: { code: 'DowngradeInProcess' } });
    const cancelling = await plan(null);
    expect(cancelling).toMatchObject({ subject: { what: `the downgrade to ${before}`, verb: 'Cancelled' } });
    expect(await app.execute(cancelling)).toMatchObject({ outcome: 'done', done: 1 });
    await expect.poll(state).toEqual({ kind: 'possible', to: before });
  });

  it.skipIf(!isOffered)('settles a lost answer by the state, and sends it once', async () => {
    const enabling = await plan(before);
    const held = await holdEnabling();
    const report = app.execute(enabling);
    await expect.poll(() => held.release().catch(() => null)).toBe(0);
    expect(await report).toMatchObject({ outcome: 'done', steps: [{ state: 'done', wasAnswerLost: true }] });
    expect(await state()).toEqual({ kind: 'underWay', to: before });
    expect(await app.execute(await plan(null))).toMatchObject({ outcome: 'done' });
    await expect.poll(state).toEqual({ kind: 'possible', to: before });
  });

  it.skipIf(!isOffered)('does not know the outcome of one that is still on its way', async () => {
    const enabling = await plan(before);
    const held = await holdEnabling();
    const report = await app.execute(enabling);
    expect(report).toMatchObject({
      outcome: 'stopped',
      unknown: 1,
      mayStillHappen: true,
      steps: [{ state: 'unknown' }],
    });
    expect(await held.release()).toBe(0);
    expect(await state()).toEqual({ kind: 'underWay', to: before });
    expect(await app.execute(await plan(null))).toMatchObject({ outcome: 'done' });
  });

  it.skipIf(!isOffered)('refuses while a voting member does not answer', async () => {
    await expect.poll(state).toEqual({ kind: 'possible', to: before });
    const [, down] = await app.followers();
    const member = cluster.members.find(({ name }) => name === down?.name);
    member?.freeze();
    await expect.poll(async () => (await plan(before)).refused?.code).toBe('Unhealthy');
  });
});
