import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberId } from '../../../contract/ids.ts';
import { type ActingApp, addedBy, openActingApp } from '../../../testing/acting-app.ts';
import { chosenEtcd, compareVersions, etcdBinaries } from '../../../testing/etcd-binaries.ts';
import { anyPlanned } from '../../../testing/opened-app.ts';
import { startCluster, type TestCluster, type TestMember } from '../../../testing/test-cluster.ts';

// Between the oldest and the newest, what members do has not changed; a full run acts on every version.
const between = [...etcdBinaries()].sort((a, b) => compareVersions(a.version, b.version)).slice(1, -1);

// Each act once, beside the version under full test.
describe.skipIf(between.includes(chosenEtcd()))(`the members of etcd ${chosenEtcd().version}`, () => {
  let cluster: TestCluster;
  let app: ActingApp;
  const members: TestMember[] = [];
  beforeAll(async () => {
    cluster = await startCluster({ tls: 'mutual', peerTls: true, auth: true });
    app = await openActingApp(cluster);
    members.push(...cluster.members);
  });
  afterAll(async () => {
    await app?.close();
    await cluster?.close();
  });

  /** Starts and promotes a learner that was added. */
  async function promoted(
    member: MemberId | null,
    further: { join(others: readonly TestMember[]): Promise<TestMember> },
  ): Promise<void> {
    if (member === null) throw new Error('the report names the member');
    const { connection, api } = app;
    members.push(await further.join(members));
    const promotion = () => api.plans.planMemberPromote({ connection, member });
    await expect.poll(async () => (await anyPlanned(promotion())).refused).toBe(null);
    expect(await app.act(promotion())).toMatchObject({ failure: null, outcome: 'done' });
  }

  it('are added and promoted, one to three', async () => {
    const { connection, api } = app;
    for (const name of ['etcd-2', 'etcd-3']) {
      const further = await cluster.furtherMember(name);
      const request = { connection, name, peerURLs: [further.peerUrl], isLearner: true };
      const report = await app.act(api.plans.planMemberAdd(request));
      expect(report).toMatchObject({ failure: null, outcome: 'done' });
      await promoted(addedBy(report), further);
    }
    await expect.poll(async () => (await app.status()).quorum).toMatchObject({ voters: 3, healthy: 3 });
  });

  it('get other peer URLs', async () => {
    const { connection, api } = app;
    const { id: member, peerURLs } = await app.rowOf('etcd-3');
    const { peerUrl } = await cluster.furtherMember('free');
    const request = { connection, member, peerURLs: [...peerURLs, peerUrl] };
    expect(await app.act(api.plans.planMemberUpdate(request))).toMatchObject({ failure: null, outcome: 'done' });
    expect((await app.rowOf('etcd-3')).peerURLs).toContain(peerUrl);
    // Joining members are held against what the list has.
    const back = { connection, member, peerURLs };
    expect(await app.act(api.plans.planMemberUpdate(back))).toMatchObject({ failure: null, outcome: 'done' });
  });

  it('are replaced when they are lost', async () => {
    const { connection, api } = app;
    const at = members.findIndex(({ name }) => name === 'etcd-2');
    const { id: member } = await app.rowOf('etcd-2');
    await members[at]?.kill();
    members.splice(at, 1);
    const further = await cluster.furtherMember('etcd-4');
    const request = { connection, member, name: 'etcd-4', peerURLs: [further.peerUrl] };
    const report = await app.act(api.plans.planMemberReplace(request));
    expect(report).toMatchObject({ failure: null, outcome: 'done', done: 2 });
    await promoted(addedBy(report), further);
  });

  it('are removed, the leader after another leads', async () => {
    const { connection, api } = app;
    await expect.poll(async () => (await app.status()).quorum).toMatchObject({ voters: 3, healthy: 3 });
    const { id: member } = await app.leader();
    const report = await app.act(api.plans.planMemberRemove({ connection, member }));
    expect(report).toMatchObject({ failure: null, outcome: 'done', done: 2 });
    // The member that is asked for the list may not have seen it yet.
    await expect.poll(async () => (await app.status()).quorum).toMatchObject({ voters: 2, healthy: 2 });
    expect(await app.act(api.plans.planMoveLeader({ connection, member: null }))).toMatchObject({ outcome: 'done' });
  });
});
