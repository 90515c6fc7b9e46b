import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasTerminals } from '../testing/cli-process.ts';
import { type CliWorld, startCliWorld } from '../testing/cli-world.ts';

let world: CliWorld;
beforeAll(async () => {
  world = await startCliWorld();
});
afterAll(async () => world?.close());

interface Row {
  readonly id: string;
  readonly name: string;
  readonly isLeader: boolean;
}

async function rows(): Promise<{ readonly leader: Row; readonly follower: Row }> {
  const { members }: { readonly members: readonly Row[] } = await world.answer(['status']);
  const [leader, follower] = [true, false].map((is) => members.find(({ isLeader }) => isLeader === is));
  if (leader === undefined || follower === undefined) throw new Error('one leads and one follows');
  return { leader, follower };
}

it('prints a plan, and changes nothing', async () => {
  const { leader, follower } = await rows();
  const { plan } = await world.answer(['move-leader', follower.id, '--plan']);
  expect(plan).toEqual({
    act: 'moveLeader',
    peerURLWarnings: [],
    quorum: null,
    consequences: ['ChangesLeader'],
    etcdctl: [expect.stringMatching(new RegExp(`^etcdctl .*move-leader ${follower.id}$`))],
    confirmation: null,
    refused: null,
  });
  const { stdout } = await world.cli.run([...world.flags, 'move-leader', follower.id, '--plan']);
  expect(stdout).toContain(`Move the leader to ${follower.name}.\n`);
  expect((await rows()).leader.id).toBe(leader.id);
});

it('takes a member by its name', async () => {
  const { follower } = await rows();
  const [byName, byId] = await Promise.all(
    [follower.name, follower.id].map((of) => world.answer(['move-leader', of, '--plan'])),
  );
  expect(byName).toEqual(byId);
});

it('does it with --yes, and reports each step', async () => {
  const { follower } = await rows();
  expect(await world.answer(['move-leader', follower.id, '--yes'])).toEqual({
    report: {
      outcome: 'done',
      steps: [{ title: `Move the leader to ${follower.name}`, outcome: 'done', failure: null }],
    },
  });
  expect((await rows()).leader.id).toBe(follower.id);
  expect(await world.answer(['move-leader', follower.id, '--yes'])).toEqual({ report: { outcome: 'done', steps: [] } });
});

it('refuses in a pipe what it was not told to do, and what it was told both ways', async () => {
  const { follower } = await rows();
  expect(await world.failure(['move-leader', follower.id])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
  const both = await world.failure(['move-leader', follower.id, '--yes', '--plan']);
  expect(both).toMatchObject({ exitCode: 2, code: 'BadRequest' });
});

it('says of a member that is not there, and of what is no member', async () => {
  expect(await world.failure(['move-leader', 'abc', '--plan'])).toMatchObject({ exitCode: 1, code: 'MemberNotFound' });
  expect(await world.failure(['move-leader', 'nobody', '--plan'])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
  expect(await world.failure(['member', 'add', 'four', '--yes'])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
  expect(await world.failure(['member', 'add', '--peer-urls=http://127.0.0.1:1', '--yes'])).toMatchObject({
    exitCode: 2,
  });
});

it('takes the name of a read-only connection in a pipe', async () => {
  // A connection of flags is never read-only; a name that is not its own is refused.
  const { follower } = await rows();
  const wrong = await world.failure(['move-leader', follower.id, '--yes', '--unlock', 'another']);
  expect(wrong).toMatchObject({ exitCode: 2, code: 'BadRequest' });
});

it.skipIf(!hasTerminals)('asks on a terminal, having shown the plan', async () => {
  const { leader, follower } = await rows();
  const typed = async (keys: string) => {
    const { child, ended } = world.cli.startOnTerminal([...world.flags, 'move-leader', follower.id]);
    let shown = '';
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString('utf8');
    });
    await expect.poll(() => shown, { timeout: 20_000 }).toContain('Do it? [y/N] ');
    child.stdin.write(keys);
    const { exitCode } = await ended;
    return { exitCode, shown: shown.replaceAll('\r', '') };
  };
  const declined = await typed('n\r');
  expect(declined.exitCode).toBe(1);
  expect(declined.shown).toMatch(new RegExp(`^Move the leader to ${follower.name}\\.\n`));
  expect(declined.shown).toContain('As etcdctl:\n    etcdctl ');
  expect(declined.shown).toContain('not done');
  expect((await rows()).leader.id).toBe(leader.id);
  const agreed = await typed('y\r');
  expect(agreed.exitCode).toBe(0);
  expect(agreed.shown).toContain(`Move the leader to ${follower.name}: done.\n`);
  expect((await rows()).leader.id).toBe(follower.id);
});
