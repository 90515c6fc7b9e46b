import { connect } from '../fixtures/connected.ts';
import { expect, leaderEndpoint, test } from '../fixtures/worlds.ts';
import { ClusterPage } from '../pages/cluster-page.ts';

test('every member answers for itself, and quorum is said in one line', async ({ page, cluster, entries }) => {
  await connect(page, entries);
  const screen = new ClusterPage(page);
  await expect(screen.sentence).toHaveText('Writes work. 1 of 3 members may fail.');
  await expect(screen.quorumLine).toHaveText('3 voters, 3 healthy, 1 may fail');
  const leader = await leaderEndpoint(cluster);
  for (const { name, endpoint } of cluster.members) {
    await expect(screen.member(name)).toContainText(endpoint === leader ? 'leader' : 'follower');
    await expect(screen.member(name)).toContainText(cluster.version);
  }
});

test('a member that is killed is a row that says why, and the quorum line changes', async ({
  page,
  cluster,
  entries,
}) => {
  const workbench = await connect(page, entries);
  const screen = new ClusterPage(page);
  await expect(screen.quorumLine).toHaveText('3 voters, 3 healthy, 1 may fail');
  const leader = await leaderEndpoint(cluster);
  const follower = cluster.members.find(({ endpoint }) => endpoint !== leader);
  if (follower === undefined) throw new Error('there is no follower');
  try {
    await follower.kill();
    await expect(screen.quorumLine).toHaveText('3 voters, 2 healthy, 0 may fail');
    await expect(screen.sentence).toHaveText('Writes work. No further member may fail.');
    await expect(screen.member(follower.name)).toContainText('down');
    await expect(screen.member(follower.name)).toContainText('Nothing listens on that port.');
    await expect(workbench.quorum).toHaveText('2 of 3 voters answer, none may fail');
  } finally {
    await follower.restart();
  }
  await expect(screen.quorumLine).toHaveText('3 voters, 3 healthy, 1 may fail');
});

test('a connection opens while a member is down', async ({ page, memberDown, entries }) => {
  await connect(page, entries);
  const screen = new ClusterPage(page);
  await expect(screen.quorumLine).toHaveText('3 voters, 2 healthy, 0 may fail');
  await expect(screen.member(memberDown.name)).toContainText('down');
});
