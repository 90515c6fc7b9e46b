import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CliWorld, startCliWorld } from '../testing/cli-world.ts';
import { fillDatabase, smallQuota } from '../testing/fill-database.ts';

/** The way out of NOSPACE is shown without the command line as well. */
const isFull = process.env.ETCDECK_FULL === '1';

let world: CliWorld;
beforeAll(async () => {
  world = await startCliWorld(smallQuota);
});
afterAll(async () => await world?.close());

interface Row {
  readonly id: string;
  readonly isLeader: boolean | null;
  readonly alarms: readonly string[];
}

const rows = async (): Promise<readonly Row[]> => JSON.parse((await world.etcdeck(['status'])).stdout).members;

/** The members in the order in which they are defragmented. */
async function inOrder(): Promise<readonly string[]> {
  const all = await rows();
  return [false, true].flatMap((leads) => all.filter(({ isLeader }) => isLeader === leads).map(({ id }) => id));
}

it('defragments all members or those named, and says what each has won', async () => {
  const order = await inOrder();
  const done = await world.answer(['defrag', '--yes']);
  expect(done).toEqual({
    report: { outcome: 'done', steps: expect.any(Array) },
    members: order.map((id) => ({ id, before: expect.any(Number), after: expect.any(Number) })),
  });
  const [first = ''] = order;
  const one = await world.answer(['defrag', '--member', first, '--yes']);
  expect(one.members.map(({ id }: Row) => id)).toEqual([first]);
  expect(await world.failure(['defrag', '--member', 'abc', '--yes'])).toMatchObject({
    exitCode: 1,
    code: 'MemberNotFound',
  });
  expect(await world.failure(['defrag'])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
  const { stdout } = await world.cli.run([...world.flags, 'defrag', '--member', first, '--plan']);
  expect(stdout).toMatch(/^Defragment \S+\.\n/);
  expect(stdout).toMatch(/answers nothing while it is defragmented, about \d+ ms for the largest/);
  expect(stdout).toMatch(/have \S+ [KM]iB free on each disk/);
});

it('compacts to a revision, and by age where that is known', async () => {
  for (const value of ['1', '2', '3']) await world.cluster.etcdctl('put', '/a', value);
  const { mod_revision: revision } = await world.seen('/a');
  const { plan } = await world.answer(['compact', String(revision - 1), '--plan']);
  expect(plan).toMatchObject({ act: 'compact', consequences: ['LosesHistory'] });
  expect(await world.answer(['compact', String(revision - 1), '--physical', '--yes'])).toMatchObject({
    report: { outcome: 'done', steps: [{ outcome: 'done' }] },
  });
  const again = ['compact', String(revision - 1), '--yes'];
  expect(await world.failure(again)).toMatchObject({ exitCode: 1, code: 'Compacted' });
  const ahead = ['compact', String(revision + 1_000), '--yes'];
  expect(await world.failure(ahead)).toMatchObject({ exitCode: 1, code: 'FutureRev' });
  expect(await world.failure(['compact', '--keep', '100h', '--yes'])).toMatchObject({
    exitCode: 1,
    code: 'AgeUnknown',
  });
  const { stdout } = await world.cli.run([...world.flags, 'reclaim', '--keep', '100h', '--plan']);
  expect(stdout).toContain('No revision is known to be 4 days old');
  for (const args of [[], ['5', '--keep', '1h']]) {
    expect(await world.failure(['compact', ...args, '--yes'])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
  }
});

it.skipIf(!isFull)('reclaims the space of a cluster that takes no writes', async () => {
  await fillDatabase(world.cluster, 'overwriting');
  const { plan } = await world.answer(['reclaim', '--plan']);
  expect(plan).toMatchObject({ act: 'reclaim', quorum: null, refused: null, confirmation: null });
  expect(plan.consequences).toContain('LosesHistory');
  expect((await rows()).some(({ alarms }) => alarms.includes('NOSPACE'))).toBe(true);
  const done = await world.answer(['reclaim', '--yes']);
  expect(Object.keys(done)).toEqual(['report']);
  expect(done.report.outcome).toBe('done');
  // A member may be a moment behind.
  await expect.poll(async () => (await rows()).flatMap(({ alarms }) => alarms)).toEqual([]);
  await world.cluster.etcdctl('put', '/more', 'x');
});
