import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ActingApp, addedBy, openActingApp } from '../../../testing/acting-app.ts';
import { anyPlanned } from '../../../testing/opened-app.ts';
import { startCluster, type TestCluster, type TestMember } from '../../../testing/test-cluster.ts';

let cluster: TestCluster;
let app: ActingApp;
beforeAll(async () => {
  cluster = await startCluster();
  app = await openActingApp(cluster);
});
afterAll(async () => {
  await app?.close();
  await cluster?.close();
});

it('grows from one member to three and to five, a learner at a time', async () => {
  const { connection, api } = app;
  const members: TestMember[] = [...cluster.members];
  while (members.length < 5) {
    const further = await cluster.furtherMember(`etcd-${members.length + 1}`);
    const { name, peerUrl } = further;
    const member = addedBy(
      await app.act(api.plans.planMemberAdd({ connection, name, peerURLs: [peerUrl], isLearner: true })),
    );
    members.push(await further.join(members));
    await expect
      .poll(async () => (await anyPlanned(api.plans.planMemberPromote({ connection, member }))).refused)
      .toBe(null);
    expect(await app.act(api.plans.planMemberPromote({ connection, member }))).toMatchObject({ outcome: 'done' });
    await cluster.etcdctl('put', `/grown/${members.length}`, 'x');
  }
  await expect.poll(async () => (await app.status()).quorum).toMatchObject({ voters: 5, healthy: 5, tolerance: 2 });
});
