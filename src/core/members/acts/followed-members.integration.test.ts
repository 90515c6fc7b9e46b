import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ActingApp, openActingApp } from '../../../testing/acting-app.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';

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

/** The list is read anew every 15 s, which is 15 polls here. */
const mostPolls = 6;

it('shows those who follow the members a change that was made here, without waiting for the list to grow old', async () => {
  const { api, connection } = app;
  const { peerUrl } = await cluster.furtherMember('etcd-2');
  let changed = false;
  let polls = 0;
  for await (const { members } of api.cluster.follow({ connection, intervalMs: 1_000 })) {
    if (!changed) {
      expect(members).toHaveLength(1);
      const request = { connection, name: 'etcd-2', peerURLs: [peerUrl], isLearner: true };
      expect(await app.act(api.plans.planMemberAdd(request))).toMatchObject({ outcome: 'done' });
      changed = true;
      continue;
    }
    polls += 1;
    expect(polls).toBeLessThan(mostPolls);
    if (members.length === 2) break;
  }
});
