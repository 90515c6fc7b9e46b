import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { findFreePorts } from '../../src/core/sandbox/free-ports.ts';
import { chosenEtcd } from '../../src/testing/etcd-binaries.ts';
import { orphanGuard } from '../../src/testing/orphan-guard.ts';
import { startCluster, type TestCluster, type TestMember } from '../../src/testing/test-cluster.ts';
import { connect } from '../fixtures/connected.ts';
import { violationsOf } from '../fixtures/violations.ts';
import { test as base, expect, leaderEndpoint } from '../fixtures/worlds.ts';
import { ClusterPage } from '../pages/cluster-page.ts';
import { MemberActs } from '../pages/member-acts.ts';

/** Members that these tests change, and what they start beside them. */
const test = base.extend<{ readonly three: TestCluster; readonly run: (command: string) => void }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures out of the pattern.
  three: async ({}, use) => {
    const cluster = await startCluster({ members: 3 });
    await use(cluster);
    await cluster.close();
  },
  /** Runs a command as an operator would on a host: in a shell, with etcd on its path. */
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  run: async ({}, use) => {
    const running: number[] = [];
    await use((command) => {
      const env = { ...process.env, PATH: `${dirname(chosenEtcd().etcd)}:${process.env.PATH}` };
      const { pid } = spawn('sh', ['-c', `exec ${command}`], { env, stdio: 'ignore' });
      if (pid === undefined) throw new Error('the shell did not start');
      orphanGuard.process(pid);
      running.push(pid);
    });
    for (const pid of running) {
      process.kill(pid, 'SIGKILL');
      orphanGuard.processGone(pid);
    }
  },
});

const without = { caFile: null, certFile: null, keyFile: null, user: null, password: null };

async function opened(page: Page, { endpoints }: TestCluster): Promise<{ screen: ClusterPage; acts: MemberActs }> {
  await connect(page, { name: 'three', endpoints, ...without });
  return { screen: new ClusterPage(page), acts: new MemberActs(page) };
}

async function followerOf(cluster: TestCluster): Promise<TestMember> {
  const leader = await leaderEndpoint(cluster);
  const follower = cluster.members.find(({ endpoint }) => endpoint !== leader);
  if (follower === undefined) throw new Error('there is no follower');
  return follower;
}

test('a member is added, started with what is shown, and promoted once it has caught up @desktop', async ({
  page,
  three,
  run,
}) => {
  test.setTimeout(300_000);
  const { screen, acts } = await opened(page, three);
  const [client, peer] = await findFreePorts(2);
  await acts.add({ name: 'member-4', peerURL: `http://127.0.0.1:${peer}` });
  await expect(acts.quorumRow('Voting members')).toHaveText('Voting members33');
  await acts.executeAndStart('Add as a learner');
  const command = await acts.startCommand({
    clientURL: `http://127.0.0.1:${client}`,
    dataDir: join(three.folder, 'member-4'),
  });
  expect(command).toContain('--initial-cluster-state');
  run(command);
  await acts.promote();
  await acts.execute('Promote it');
  await expect(acts.joining).toContainText('It is a voting member.', { timeout: 60_000 });
  await acts.close();
  await expect(screen.quorumLine).toHaveText('4 voters, 4 healthy, 1 may fail');
  await expect(screen.member('member-4')).toContainText('follower');
});

test('a healthy member is not removed while another is down; the dead one is replaced @desktop', async ({
  page,
  three,
}) => {
  test.setTimeout(300_000);
  const { screen, acts } = await opened(page, three);
  const dead = await followerOf(three);
  await dead.kill();
  await expect(screen.member(dead.name)).toContainText('down');
  const healthy = three.members.find(({ name }) => name !== dead.name);
  await acts.choose(healthy?.name ?? '', 'Remove…');
  await expect(acts.plan).toContainText('This would leave too few voting members that answer.');
  await expect(acts.quorumRow('may still fail')).toHaveText('may still fail00');
  await acts.dismissPlan();
  const [peer] = await findFreePorts(1);
  await acts.choose(dead.name, 'Replace…');
  await acts.fill({ name: 'member-4', peerURL: `http://127.0.0.1:${peer}` });
  await acts.executeAndStart('Replace it');
  await expect(acts.joining).toContainText('Waits for it to start.');
  await acts.close();
  await expect(screen.quorumLine).toHaveText('2 voters, 2 healthy, 0 may fail');
  // Left and taken up again.
  await page.reload();
  await expect(screen.needs).toContainText('Continue…');
});

test('without quorum the way back is shown, with what each survivor has @desktop', async ({ page, three }) => {
  test.setTimeout(300_000);
  const { screen, acts } = await opened(page, three);
  await expect(screen.quorumLine).toHaveText('3 voters, 3 healthy, 1 may fail');
  const [survivor, ...others] = three.members;
  for (const member of others) await member.kill();
  await expect(screen.quorumLine).toHaveText('3 voters, 0 healthy, 0 may fail');
  const recovery = await acts.recover();
  await expect(recovery.survivor(survivor?.name ?? '')).toContainText('nothing that another one has');
  await expect(recovery.survivor(others[0]?.name ?? '')).toContainText('it may have writes that no other member has');
  await expect(recovery.steps.first()).toContainText('snapshot save');
  await recovery.choose('Force a new cluster');
  await expect(recovery.steps.filter({ hasText: 'ETCD_FORCE_NEW_CLUSTER' })).toHaveCount(1);
  await recovery.chooseLayout('By hand');
  await expect(recovery.steps.filter({ hasText: '--force-new-cluster' })).toHaveCount(1);
  expect(await violationsOf(page, 'the way back without quorum')).toEqual([]);
});
