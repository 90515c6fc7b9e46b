import { spawn } from 'node:child_process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findFreePorts } from '../core/sandbox/free-ports.ts';
import { type CliWorld, startCliWorld } from '../testing/cli-world.ts';
import { chosenEtcd } from '../testing/etcd-binaries.ts';
import { orphanGuard } from '../testing/orphan-guard.ts';

const isFull = process.env.ETCDECK_FULL === '1';

let world: CliWorld;
const closing: (() => Promise<void>)[] = [];
beforeEach(async () => {
  world = await startCliWorld();
  closing.push(() => world.close());
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function newPeerURL(): Promise<string> {
  const [port] = await findFreePorts(1);
  return `http://127.0.0.1:${port}`;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly isLeader: boolean | null;
  readonly isLearner: boolean;
  readonly healthy: boolean | null;
}

const rows = async (): Promise<readonly Row[]> => JSON.parse((await world.etcdeck(['status'])).stdout).members;

async function rowOf(which: (row: Row) => boolean): Promise<Row> {
  const found = (await rows()).find(which);
  if (found === undefined) throw new Error('no member is so');
  return found;
}

/** Starts a member with the printed flags, its data in the test's folder and its client port a free one. */
async function startWith(args: readonly string[], name: string): Promise<void> {
  const [port] = await findFreePorts(1);
  const client = `https://127.0.0.1:${port}`;
  const own = ['--data-dir', `${world.cluster.folder}/${name}`, '--listen-client-urls', client];
  const child = spawn(chosenEtcd().etcd, [...args, ...own, '--advertise-client-urls', client], { stdio: 'ignore' });
  const { pid } = child;
  if (pid === undefined) throw new Error('etcd cannot be run');
  orphanGuard.process(pid);
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  closing.push(async () => {
    child.kill('SIGKILL');
    await gone;
    orphanGuard.processGone(pid);
  });
}

const patience = { timeout: 60_000, interval: 500 };

it('adds a learner, prints how to start it, and promotes it once it has caught up', async () => {
  const peerURL = await newPeerURL();
  const { plan } = await world.answer(['member', 'add', 'four', '--peer-urls', peerURL, '--plan']);
  expect(plan).toMatchObject({
    act: 'memberAdd',
    quorum: {
      before: { voters: 3, healthy: 3, needed: 2, tolerance: 1 },
      after: { voters: 3, healthy: 3, needed: 2, tolerance: 1 },
    },
    refused: null,
  });
  expect(plan.consequences).toContain('NeedsStart');
  expect(plan.etcdctl.join('\n')).toContain(`member add --learner --peer-urls=${peerURL} -- four`);
  expect(await rows()).toHaveLength(3);
  const added = await world.answer(['member', 'add', 'four', '--peer-urls', peerURL, '--yes']);
  expect(added).toMatchObject({
    report: { outcome: 'done' },
    member: { name: 'four', peerURLs: [peerURL], isLearner: true },
  });
  expect(added.start.args).toContainEqual(expect.stringContaining('four'));
  await startWith(added.start.args, 'four');
  await expect.poll(async () => (await rowOf(({ id }) => id === added.member.id)).healthy, patience).toBe(true);
  await expect
    .poll(async () => (await world.etcdeck(['member', 'promote', added.member.id, '--yes'])).exitCode, patience)
    .toBe(0);
  expect(await rowOf(({ id }) => id === added.member.id)).toMatchObject({ isLearner: false, name: 'four' });
});

it('shows what a voting member does to writes', async () => {
  const { plan } = await world.answer([
    'member',
    'add',
    'four',
    '--peer-urls',
    await newPeerURL(),
    '--voter',
    '--plan',
  ]);
  expect(plan.quorum.after).toMatchObject({ voters: 4, needed: 3 });
  expect(plan.consequences).toContain('EvenVoters');
});

it('refuses peer URLs that etcd would not check, in a plan and before it is done', async () => {
  const { id } = await rowOf(({ isLeader }) => isLeader === false);
  const acts = [
    ['add', 'four'],
    ['update', id],
  ];
  for (const [place, url] of ['x', 'http://h', 'http://h:1/p', 'localhost:2380'].entries()) {
    // Core's tests hold every URL against both acts; each is two runs of the command line.
    for (const act of isFull ? acts : acts.slice(place % 2).slice(0, 1)) {
      const args = ['member', ...act, `--peer-urls=${url}`];
      expect(await world.failure([...args, '--yes'])).toMatchObject({ exitCode: 2, code: 'MemberBadURLs' });
      const planned = await world.etcdeck([...args, '--plan']);
      expect(planned.exitCode).toBe(1);
      expect(JSON.parse(planned.stdout).plan.refused).toMatchObject({ code: 'MemberBadURLs' });
    }
  }
});

it('removes a member, and refuses to where quorum would be at risk', async () => {
  const [one, other] = (await rows()).filter(({ isLeader }) => isLeader === false);
  const frozen = world.cluster.members.find(({ name }) => name === one?.name);
  frozen?.freeze();
  try {
    expect(await world.failure(['member', 'remove', other?.id ?? '', '--yes'])).toMatchObject({
      exitCode: 1,
      code: 'QuorumAtRisk',
    });
  } finally {
    frozen?.thaw();
  }
  const { id } = await rowOf(({ isLeader }) => isLeader === false);
  expect(await world.failure(['member', 'remove', id])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
  expect(await world.answer(['member', 'remove', id, '--yes'])).toMatchObject({ report: { outcome: 'done' } });
  expect(await rows()).toHaveLength(2);
});

it('replaces a member that is down, and prints how to start the new one', async () => {
  const dead = await rowOf(({ isLeader }) => isLeader === false);
  await world.cluster.members.find(({ name }) => name === dead.name)?.kill();
  const peerURL = await newPeerURL();
  const done = await world.answer(['member', 'replace', dead.id, 'four', '--peer-urls', peerURL, '--yes']);
  expect(done).toMatchObject({
    report: { outcome: 'done', steps: [{ outcome: 'done' }, { outcome: 'done' }] },
    member: { name: 'four', isLearner: true },
    start: { args: expect.any(Array), env: expect.any(Object) },
  });
  expect((await rows()).map(({ id }) => id)).not.toContain(dead.id);
  await startWith(done.start.args, 'four');
  await expect.poll(async () => (await rowOf(({ id }) => id === done.member.id)).healthy, patience).toBe(true);
});

it("changes a member's peer URLs", async () => {
  const { id } = await rowOf(({ isLeader }) => isLeader === false);
  const peerURL = await newPeerURL();
  const { plan } = await world.answer(['member', 'update', id, '--peer-urls', peerURL, '--plan']);
  expect(plan.consequences).toContain('NeedsRestart');
  expect(await world.answer(['member', 'update', id, '--peer-urls', peerURL, '--yes'])).toMatchObject({
    report: { outcome: 'done' },
  });
  expect(await world.cluster.etcdctl('member', 'list')).toContain(peerURL);
});
