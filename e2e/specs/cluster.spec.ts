import type { Locator } from '@playwright/test';
import type { TestCluster } from '../../src/testing/test-cluster.ts';
import { connect } from '../fixtures/connected.ts';
import { expect, leaderEndpoint, test } from '../fixtures/worlds.ts';
import { ClusterPage } from '../pages/cluster-page.ts';
import { ConnectionForm } from '../pages/connection-form.ts';
import { StartPage } from '../pages/start-page.ts';

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

test('a small window shows the whole name of the connection, and no word of the drawing too small to read @desktop', async ({
  page,
  entries,
}) => {
  const name = 'production-eu-west-1';
  const workbench = await connect(page, { ...entries, name });
  const screen = new ClusterPage(page);
  for (const size of [
    { width: 1000, height: 650 },
    { width: 800, height: 600 },
  ]) {
    await page.setViewportSize(size);
    await expect(screen.quorumLine).toHaveText('3 voters, 3 healthy, 1 may fail');
    await expect.poll(() => isWhole(workbench.connection(name).getByText(name))).toBe(true);
    await expect.poll(() => smallestText(screen.topology)).toBeGreaterThanOrEqual(11);
    await expect.poll(() => isWhole(screen.topologyFrame)).toBe(true);
    await expect.poll(() => isWhole(screen.membersFrame)).toBe(true);
  }
});

/** Whether nothing of an element is cut off at its side. */
const isWhole = (element: Locator): Promise<boolean> =>
  element.evaluate(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth <= clientWidth);

/** The font size of a drawing's smallest words, in pixels. */
const smallestText = (drawing: Locator): Promise<number> =>
  drawing
    .locator('span')
    .evaluateAll((texts) => Math.min(...texts.map((text) => Number.parseFloat(getComputedStyle(text).fontSize))));

test('a member that is killed is a row that says why, and the quorum line changes @desktop', async ({
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

test('a connection opens while a member is down @desktop', async ({ page, memberDown, entries }) => {
  await connect(page, entries);
  const screen = new ClusterPage(page);
  await expect(screen.quorumLine).toHaveText('3 voters, 2 healthy, 0 may fail');
  await expect(screen.member(memberDown.name)).toContainText('down');
});

test('a user who may not ask who leads is told that, and no member is said to follow @desktop', async ({
  page,
  cluster,
  readOnlyUser,
}) => {
  const workbench = await connect(page, readOnlyUser);
  const screen = new ClusterPage(page);
  await expect(screen.quorumLine).toHaveText('3 voters, 3 healthy, 1 may fail');
  const answers = await asReader(cluster);
  if (answers) {
    await expect(screen.sentence).toHaveText('Writes work. 1 of 3 members may fail.');
    return;
  }
  await expect(screen.sentence).toHaveText('Writes work, as far as your user may ask. 1 of 3 members may fail.');
  await expect(page.getByRole('main', { name: 'Cluster' })).toContainText('leader not told to your user');
  for (const { name } of cluster.members) await expect(screen.member(name)).toContainText('unknown');
  await expect(screen.members).not.toContainText('follower');
  await expect(workbench.quorum).toHaveText('3 of 3 voters answer, 1 may fail');
  await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText('leader not told');
});

/** Whether this etcd gives status to users other than root: late releases of 3.5 do not. */
async function asReader(cluster: TestCluster): Promise<boolean> {
  const status = cluster.etcdctl('--user', 'reader:readerpw', 'endpoint', 'status');
  return await status.then(
    () => true,
    (error: unknown) => {
      // Any other failure says nothing of what the user may ask.
      if (String(error).includes('permission denied')) return false;
      throw error;
    },
  );
}

test('a learner is one, with its lag, where auth is on @desktop', async ({ page, learner, entries }) => {
  const workbench = await connect(page, entries);
  const screen = new ClusterPage(page);
  await expect(screen.member(learner.name)).toContainText(/learner\d+ ms.*behind/);
  await expect(screen.member(learner.name)).not.toContainText('down');
  await expect(screen.quorumLine).toHaveText('3 voters, 3 healthy, 1 may fail');
  await expect(workbench.quorum).toHaveText('3 of 3 voters answer, 1 may fail');
});

test('a cluster that is out of space says so everywhere, and what else needs somebody @desktop', async ({
  page,
  noSpace,
}) => {
  const workbench = await connect(page, noSpace);
  const screen = new ClusterPage(page);
  await expect(screen.sentence).toHaveText('Writes are refused: a member is out of space.');
  await expect(workbench.quorum).toHaveText('1 of 1 voters answer, writes refused: out of space');
  await expect(screen.faults).toContainText('reads and deletes');
  await expect(screen.faults).not.toContainText('writes and reads');
  await expect(screen.member('member-1')).toContainText('NOSPACE');
  await expect(screen.needs).toContainText('member-1 is out of space');
  await expect(screen.needs).toContainText('The client certificate of this connection ends in 9 days');
  await screen.needs.getByRole('button', { name: /^Hints / }).click();
  await expect(screen.needs).toContainText(/Much of the database file is free: member-1 \d\d%/);
  const commands = screen.needs.getByRole('group', { name: 'The commands' }).filter({ hasText: ' defrag' });
  await expect(commands).toContainText(`etcdctl --endpoints=${noSpace.endpoints[0]} --cacert=`);
  await workbench.disconnect(noSpace.name);
  await new StartPage(page).chooseFromMenu(noSpace.name, 'Edit');
  const form = new ConnectionForm(page);
  await form.checkHealth();
  await form.save.click();
  await expect(page.getByText('Writes are refused: a member is out of space.')).toBeVisible();
});
