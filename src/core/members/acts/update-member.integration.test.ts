import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ActingApp, openActingApp } from '../../../testing/acting-app.ts';
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

it('changes the peer URLs of a member, which is then started with them', async () => {
  const { connection, api } = app;
  const [moved] = cluster.members;
  if (moved === undefined) throw new Error('there are three');
  const row = await app.rowOf(moved);
  const { peerUrl } = await cluster.furtherMember('free');
  const request = { connection, member: row.id, peerURLs: [peerUrl] };
  const plan = await anyPlanned(api.plans.planMemberUpdate(request));
  expect(plan).toMatchObject({
    act: 'memberUpdate',
    subject: { what: `the peer URLs of ${moved.name}`, stepCount: 1 },
    quorum: { before: { voters: 3, healthy: 3 }, after: { voters: 3, healthy: 3 } },
    refused: null,
    consequences: ['NeedsRestart'],
  });
  const { endpoint } = await app.leader();
  expect(plan.etcdctl).toEqual([`etcdctl --endpoints=${endpoint} member update ${row.id} --peer-urls=${peerUrl}`]);
  expect(await app.execute(plan)).toMatchObject({ outcome: 'done', done: 1 });
  expect((await app.rowOf(moved)).peerURLs).toEqual([peerUrl]);
  await moved.restart(['--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl]);
  await expect.poll(async () => (await app.status()).quorum).toMatchObject({ voters: 3, healthy: 3 });
  await cluster.etcdctlAt(moved.endpoint, 'put', '/moved', '1');
  // It has them already.
  expect(await anyPlanned(api.plans.planMemberUpdate(request))).toMatchObject({
    body: { steps: [] },
    consequences: ['ChangesNothing'],
  });
});

it('refuses the peer URL of another member', async () => {
  const { connection, api } = app;
  const [moved, other] = cluster.members;
  if (moved === undefined || other === undefined) throw new Error('there are three');
  const { id: member } = await app.rowOf(moved);
  const plan = await anyPlanned(api.plans.planMemberUpdate({ connection, member, peerURLs: [other.peerUrl] }));
  expect(plan).toMatchObject({ refused: { code: 'PeerURLExist', member: (await app.rowOf(other)).id } });
  await expect(app.execute(plan)).rejects.toMatchObject({ code: 'PeerURLExist' });
});
