import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MemberId } from '../../../contract/ids.ts';
import type { PlanNotice } from '../../../contract/plans.ts';
import { addedBy, openRecordedApp, type RecordedApp } from '../../../testing/acting-app.ts';
import { anyPlanned } from '../../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';

// One story: each test goes on with the cluster that the one before has left. Without quorum's five seconds of health
// the server refuses, which the first test waits for.
let cluster: TestCluster;
let app: RecordedApp;
let learner: MemberId;
beforeAll(async () => {
  cluster = await startCluster({ members: 3 });
  app = await openRecordedApp(cluster);
});
afterAll(async () => {
  await app?.close();
  await cluster?.close();
});

const addition = async (name: string): Promise<AsyncIterable<PlanNotice>> => {
  const { peerUrl } = await cluster.furtherMember(name);
  return app.api.plans.planMemberAdd({ connection: app.connection, name, peerURLs: [peerUrl], isLearner: true });
};
const idsNow = async (): Promise<readonly MemberId[]> => (await app.status()).members.map(({ id }) => id);

/** Acts with the answer to one call lost; the call is sent once, and the outcome is found out. */
async function actCut(call: string, notices: AsyncIterable<PlanNotice>) {
  const before = app.sent(call);
  app.cut(call);
  const report = await app.act(notices);
  app.cut('none');
  expect(app.sent(call)).toBe(before + 1);
  expect(report).toMatchObject({ outcome: 'done', done: 1, steps: [{ state: 'done', wasAnswerLost: true }] });
  expect(await app.newestEntry()).toMatchObject({ id: report.journalEntry, outcome: 'done' });
  return report;
}

/** Acts with one call held on its way; nobody knows, and it is not sent again. Returns what lets it go. */
async function actHeld(call: string, notices: AsyncIterable<PlanNotice>) {
  const before = app.sent(call);
  const held = await app.hold(call);
  const report = await app.act(notices);
  expect(app.sent(call)).toBe(before + 1);
  expect(report).toMatchObject({
    ...{ outcome: 'stopped', done: 0, unknown: 1, mayStillHappen: true, results: [null] },
    steps: [{ state: 'unknown', failure: { code: 'OutcomeUnknown' } }],
  });
  expect(await app.newestEntry()).toMatchObject({ outcome: 'unknown', mayStillHappen: true });
  return held;
}

it('of adding a member', async () => {
  const { connection, api } = app;
  // Waits until the servers take changes.
  const first = addedBy(await app.act(await addition('first')));
  await app.act(api.plans.planMemberRemove({ connection, member: first }));

  const member = addedBy(await actCut('Cluster/MemberAdd', await addition('cut')));
  expect(await idsNow()).toContain(member);
  await actCut('Cluster/MemberRemove', api.plans.planMemberRemove({ connection, member }));
  expect(await idsNow()).not.toContain(member);

  const held = await actHeld('Cluster/MemberAdd', await addition('held'));
  expect(await idsNow()).toHaveLength(3);
  expect(await held.release()).toBe(0);
  const late = (await app.status()).members.find(({ isLearner }) => isLearner);
  if (late === undefined) throw new Error('it has happened after all');
  const removal = await actHeld('Cluster/MemberRemove', api.plans.planMemberRemove({ connection, member: late.id }));
  expect(await idsNow()).toContain(late.id);
  expect(await removal.release()).toBe(0);
  expect(await idsNow()).not.toContain(late.id);
});

it('of promoting a learner', async () => {
  const { connection, api } = app;
  const further = await cluster.furtherMember('etcd-4');
  const report = await app.act(
    api.plans.planMemberAdd({ connection, name: 'etcd-4', peerURLs: [further.peerUrl], isLearner: true }),
  );
  const added = addedBy(report);
  learner = added;
  await further.join(cluster.members);
  const promotion = () => api.plans.planMemberPromote({ connection, member: learner });
  await expect.poll(async () => (await anyPlanned(promotion())).refused).toBe(null);
  const held = await actHeld('Cluster/MemberPromote', promotion());
  expect(await app.rowOf('etcd-4')).toMatchObject({ isLearner: true });
  expect(await held.release()).toBe(0);
  expect(await app.rowOf('etcd-4')).toMatchObject({ isLearner: false });
  // The leader alone was asked, once.
  expect(app.sent('Cluster/MemberPromote')).toBe(1);
});

it('of promoting a learner that was promoted', async () => {
  const { connection, api } = app;
  const further = await cluster.furtherMember('etcd-5');
  const member = addedBy(
    await app.act(
      api.plans.planMemberAdd({ connection, name: 'etcd-5', peerURLs: [further.peerUrl], isLearner: true }),
    ),
  );
  const fourth = await app.rowOf('etcd-4');
  await further.join([...cluster.members, { name: 'etcd-4', peerUrl: fourth.peerURLs[0] ?? '' }]);
  const promotion = () => api.plans.planMemberPromote({ connection, member });
  await expect.poll(async () => (await anyPlanned(promotion())).refused).toBe(null);
  await actCut('Cluster/MemberPromote', promotion());
  expect(await app.rowOf('etcd-5')).toMatchObject({ isLearner: false });
});

it('of changing peer URLs', async () => {
  const { connection, api } = app;
  const { id: member, peerURLs } = await app.rowOf('etcd-5');
  const [one, two] = [await cluster.furtherMember('one'), await cluster.furtherMember('two')];
  // The member still listens at the first.
  const update = (more: string) => api.plans.planMemberUpdate({ connection, member, peerURLs: [...peerURLs, more] });
  await actCut('Cluster/MemberUpdate', update(one.peerUrl));
  expect((await app.rowOf('etcd-5')).peerURLs).toContain(one.peerUrl);
  const held = await actHeld('Cluster/MemberUpdate', update(two.peerUrl));
  expect((await app.rowOf('etcd-5')).peerURLs).not.toContain(two.peerUrl);
  expect(await held.release()).toBe(0);
  expect((await app.rowOf('etcd-5')).peerURLs).toContain(two.peerUrl);
});
