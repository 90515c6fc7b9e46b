import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MemberStatus } from '../../../contract/cluster.ts';
import type { Plan } from '../../../contract/plans.ts';
import { type CampaignCluster, startCampaignCluster } from '../../../testing/campaign/campaign-cluster.ts';
import { anyPlanned, executedAs, type OpenedApp, openApp } from '../../../testing/opened-app.ts';

let cluster: CampaignCluster;
let app: OpenedApp;
beforeAll(async () => {
  cluster = await startCampaignCluster();
  app = await openApp(cluster.draft(cluster.members.map(({ endpoint }) => endpoint)));
});
afterAll(async () => {
  await app?.close();
  await cluster?.close();
});

const rows = async (): Promise<readonly MemberStatus[]> =>
  (await app.api.cluster.status({ connection: app.connection })).members;

const removalOf = (member: MemberStatus): Promise<Plan> =>
  anyPlanned(app.api.plans.planMemberRemove({ connection: app.connection, member: member.id }));

it('counts no member that is cut off from the others, though clients reach it: only that one can be removed', async () => {
  const leader = await expect
    .poll(() => cluster.leader())
    .not.toBeNull()
    .then(() => cluster.leader());
  const place = [0, 1, 2].find((each) => each !== leader) ?? 0;
  const endpoint = cluster.members[place]?.endpoint;
  cluster.links.isolate(place, 'cut');
  const isCutOff = (row: MemberStatus): boolean => row.endpoint === endpoint;
  await expect.poll(async () => (await rows()).find(isCutOff)?.failure?.code).toBe('NoLeader');
  const members = await rows();
  const [cutOff, healthy] = [members.find(isCutOff), members.find((row) => !isCutOff(row) && row.isLeader === false)];
  if (cutOff === undefined || healthy === undefined) throw new Error('a member is missing');
  const [kept, removed] = [await removalOf(healthy), await removalOf(cutOff)];
  expect(kept).toMatchObject({
    refused: { code: 'QuorumAtRisk' },
    quorum: { after: { voters: 2, healthy: 1, needed: 2 } },
  });
  expect(removed).toMatchObject({ refused: null, quorum: { after: { voters: 2, healthy: 2 } } });
  await expect(executedAs(app.api, kept)).rejects.toMatchObject({ code: 'QuorumAtRisk' });
  expect((await executedAs(app.api, removed)).report).toMatchObject({ outcome: 'done', done: 1 });
  // The member that is cut off still lists itself, and gives its list first.
  const cutOffFirst = [cutOff, healthy].map((row) => row.endpoint ?? '');
  const other = await openApp(cluster.draft(cutOffFirst));
  try {
    const { members: listed } = await other.api.cluster.status({ connection: other.connection });
    expect(listed.map(({ id }) => id)).not.toContain(cutOff.id);
  } finally {
    await other.close();
  }
});
