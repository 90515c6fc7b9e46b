import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ActingApp, addedBy, openActingApp } from '../../../testing/acting-app.ts';
import { anyPlanned } from '../../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';

let cluster: TestCluster;
let app: ActingApp;
beforeAll(async () => {
  cluster = await startCluster({ members: 3 });
  app = await openActingApp(cluster);
});
afterAll(async () => {
  await app?.close();
  await cluster?.close();
});

it('replaces a killed leader by a learner, and promotes that', async () => {
  const { connection, api } = app;
  const { id: member, name } = await app.leader();
  const lost = cluster.members.find((one) => one.name === name);
  const others = cluster.members.filter((one) => one !== lost);
  if (lost === undefined) throw new Error('the leader is one of the members');
  const further = await cluster.furtherMember('etcd-9');
  const peerURLs = [further.peerUrl];
  const answering = await anyPlanned(api.plans.planMemberReplace({ connection, member, name: 'etcd-9', peerURLs }));
  expect(answering).toMatchObject({ refused: { code: 'BadRequest', member } });

  await lost.kill();
  const plan = await anyPlanned(api.plans.planMemberReplace({ connection, member, name: 'etcd-9', peerURLs }));
  expect(plan).toMatchObject({
    act: 'memberReplace',
    subject: { what: `${lost.name} with etcd-9`, stepCount: 2 },
    body: { steps: [{ name: `Remove ${lost.name}` }, { name: 'Add etcd-9 as a learner' }] },
    quorum: {
      before: { voters: 3, healthy: 2, needed: 2, tolerance: 0 },
      after: { voters: 2, healthy: 2, needed: 2, tolerance: 0 },
    },
    refused: null,
    consequences: ['DiscardsMember', 'NeedsStart', 'LeavesNoTolerance', 'EvenVoters'],
  });
  expect(plan.etcdctl.map((line) => line.split(' ').slice(2, 4).join(' '))).toEqual(['member remove', 'member add']);
  const report = await app.execute(plan);
  expect(report).toMatchObject({ failure: null, outcome: 'done', done: 2 });
  expect((await app.status()).members.map(({ id }) => id)).not.toContain(member);
  await further.join(others);
  const promoted = addedBy(report);
  if (promoted === null) throw new Error('the report names the member');
  await expect
    .poll(async () => (await anyPlanned(api.plans.planMemberPromote({ connection, member: promoted }))).refused)
    .toBe(null);
  expect(await app.act(api.plans.planMemberPromote({ connection, member: promoted }))).toMatchObject({ done: 1 });
  await expect.poll(async () => (await app.status()).quorum).toMatchObject({ voters: 3, healthy: 3, tolerance: 1 });
});

it('gives the new member the peer URLs of the one that it replaces', async () => {
  const { connection, api } = app;
  const follower = (await app.followers()).find(({ name }) => name !== 'etcd-9');
  const lost = cluster.members.find(({ name }) => name === follower?.name);
  if (lost === undefined || follower === undefined) throw new Error('one of the two that are left follows');
  const { id: member } = follower;
  await lost.kill();
  const report = await app.act(
    api.plans.planMemberReplace({ connection, member, name: 'etcd-10', peerURLs: [lost.peerUrl] }),
  );
  expect(report).toMatchObject({ failure: null, outcome: 'done', done: 2 });
  expect((await app.status()).members.find(({ id }) => id === addedBy(report))).toMatchObject({
    isLearner: true,
    peerURLs: [lost.peerUrl],
  });
});
