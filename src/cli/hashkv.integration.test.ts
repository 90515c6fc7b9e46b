import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CliWorld, startCliWorld } from '../testing/cli-world.ts';
import { makeDiffer } from '../testing/differing-member.ts';

let world: CliWorld;
beforeAll(async () => {
  world = await startCliWorld();
});
afterAll(async () => world?.close());

const value = 'a value that stands in the file as it is';

it('compares the members, at the present revision or another one', async () => {
  await world.cluster.etcdctl('put', '/app/a', value);
  const { members, ...rest } = await world.answer(['hashkv']);
  expect(rest).toEqual({ revision: expect.any(Number), verdict: 'equal' });
  expect(members).toHaveLength(3);
  for (const member of members) {
    expect(member).toEqual({
      id: expect.stringMatching(/^[0-9a-f]+$/),
      hash: members[0].hash,
      compactRevision: 0,
      error: null,
    });
  }
  const before = await world.answer(['hashkv', '--rev', String(rest.revision - 1)]);
  expect(before).toMatchObject({ revision: rest.revision - 1, verdict: 'equal' });
  expect(before.members[0].hash).not.toBe(members[0].hash);
  const { stdout, exitCode } = await world.cli.run([...world.flags, 'hashkv']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^At revision [0-9]+: every voting member holds the same\n/);
});

it('fails for a revision that is not there', async () => {
  const future = await world.failure(['hashkv', '--rev', '1000000']);
  expect(future).toMatchObject({ exitCode: 1, code: 'FutureRev' });
  expect(await world.failure(['hashkv', '--rev', '0'])).toMatchObject({ exitCode: 2 });
});

it('exits with 3 where not every voting member can be asked', async () => {
  const { members } = await world.answer(['status']);
  const silent = members.find(({ isLeader }: { readonly isLeader: boolean }) => !isLeader);
  const member = world.cluster.members.find(({ name }) => name === silent.name);
  member?.freeze();
  const { stdout, exitCode } = await world.cli.run([...world.flags, 'hashkv', '-w', 'json']);
  member?.thaw();
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'unknown' });
  expect(exitCode).toBe(3);
});

it('exits with 1 where a member differs, and says which', async () => {
  const { members } = await world.answer(['status']);
  const follower = members.find(({ isLeader }: { readonly isLeader: boolean }) => !isLeader);
  const member = world.cluster.members.find(({ name }) => name === follower.name);
  if (member === undefined) throw new Error('a member follows');
  await makeDiffer(world.cluster, member, value);
  await expect.poll(async () => (await world.answer(['status'])).quorum.healthy).toBe(3);
  const { stdout, exitCode } = await world.cli.run([...world.flags, 'hashkv', '-w', 'json']);
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'different' });
  const table = await world.cli.run([...world.flags, 'hashkv']);
  expect(table.exitCode).toBe(1);
  expect(table.stdout).toMatch(new RegExp(`${follower.id}.*differs from most`));
});
