import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { base64, type CliWorld, startCliWorld } from '../testing/cli-world.ts';

let world: CliWorld;
let past = 0;
beforeAll(async () => {
  world = await startCliWorld([], { hasWorker: true });
  for (const name of ['1', '2', '3']) await world.cluster.etcdctl('put', `/p/${name}`, name);
  past = (await world.seen('/p/3')).mod_revision;
  await world.answer(['snapshot', 'save', file()]);
  await world.cluster.etcdctl('del', '/p/1');
  await world.cluster.etcdctl('put', '/p/2', 'other');
});
afterAll(async () => world?.close());

const file = (): string => join(world.folder, 'past.db');

it('prints what it would do, and changes nothing', async () => {
  const { plan } = await world.answer(['put-back', '/p/', '--rev', `${past}`, '--plan']);
  expect(plan).toMatchObject({
    act: 'putBack',
    counts: { create: 1, overwrite: 1, delete: 0, skip: 0 },
    consequences: [],
    changes: [
      { action: 'create', key: base64('/p/1'), bytes: 1 },
      { action: 'overwrite', key: base64('/p/2'), bytes: 1 },
    ],
  });
  const { stdout } = await world.cli.run([...world.flags, 'put-back', '/p/', '--rev', `${past}`, '--plan']);
  expect(stdout).toContain(
    'overwrite /p/2\ncreate    /p/1\n1 created, 1 overwritten, 0 deleted, 0 left as they are.\n',
  );
  expect(await world.seen('/p/1')).toBeUndefined();
});

it('writes one key from a snapshot, and the rest from a revision', async () => {
  const { report } = await world.answer(['put-back', '--keys', '/p/1', '--snapshot', file(), '--yes']);
  expect(report).toMatchObject({ outcome: 'done', done: 1, notDone: 0, unknown: 0 });
  expect((await world.seen('/p/1')).value).toBe(base64('1'));
  await world.answer(['put-back', '/p/', '--rev', `${past}`, '--yes']);
  expect((await world.seen('/p/2')).value).toBe(base64('2'));
  const { plan } = await world.answer(['put-back', '/p/', '--snapshot', file(), '--plan']);
  expect(plan).toMatchObject({ counts: { create: 0, overwrite: 0, skip: 3 }, consequences: ['ChangesNothing'] });
});

it('says that nothing is there to put back', async () => {
  for (const moment of [
    ['--rev', `${past}`],
    ['--snapshot', file()],
  ]) {
    const { exitCode, stderr } = await world.cli.run([...world.flags, 'put-back', '/nothere/', ...moment, '--yes']);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^etcdeck: .* has no such key: nothing is put back\.\n$/);
  }
});

it('refuses existing keys where that is asked for', async () => {
  await world.cluster.etcdctl('put', '/p/2', 'other');
  const args = ['put-back', '/p/', '--rev', `${past}`, '--on-existing', 'refuse', '--yes'];
  expect(await world.failure(args)).toMatchObject({ exitCode: 1, code: 'Conflict' });
});

it('takes a moment, one prefix or keys, and a file that is a snapshot', async () => {
  expect(await world.failure(['put-back', '/p/', '--yes'])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
  const two = await world.failure(['put-back', '/p/', '/q/', '--rev', '2', '--yes']);
  expect(two).toMatchObject({ exitCode: 2, code: 'BadRequest' });
  const other = join(world.folder, 'other.db');
  await writeFile(other, 'no snapshot');
  expect(await world.failure(['put-back', '/p/', '--snapshot', other, '--yes'])).toMatchObject({
    code: 'SnapshotInvalid',
  });
});
