import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { base64, type CliWorld, startCliWorld } from '../testing/cli-world.ts';

let world: CliWorld;
beforeAll(async () => {
  world = await startCliWorld([], { hasWorker: true });
});
afterAll(async () => world?.close());

const list = async (...more: readonly string[]) => await world.answer(['journal', 'list', ...more]);

it('lists what commands did, with the lines of etcdctl, and neither dials nor keeps a value', async () => {
  expect(await list()).toEqual({ entries: [], next: null, damaged: 0, isKept: true, hasSealed: false });
  await world.answer(['put', '/j/a', 'a first value', '--force']);
  await world.answer(['put', '/j/a', 'a second value', '--force']);
  await world.answer(['del', '/j/a', '--force']);
  const { entries } = await list();
  expect(entries.map(({ act }: { readonly act: string }) => act)).toEqual(['delete', 'put', 'put']);
  expect(entries[0]).toMatchObject({
    ...{ connection: 'command line', outcome: 'done', settled: 'answer', mayStillHappen: false },
    subject: { kind: 'keys', keys: 1, firstKey: base64('/j/a') },
    undo: { possible: true, reason: null },
    etcdctl: [expect.stringMatching(/^etcdctl --endpoints=\S+ .*--user=root del \/j\/a$/)],
  });
  expect(entries[1].etcdctl).toEqual(['# etcdctl put /j/a, with its 14 bytes']);
  // The processes wrote one after the other: each went on with the file of the one before.
  const files = await readdir(join(world.folder, 'command-line', 'journal'), { recursive: true, withFileTypes: true });
  const written = files.filter((file) => file.isFile());
  expect(written.map(({ name }) => name.replace(/^.*\./, '')).sort()).toEqual(['log', 'values']);
  const bare = await world.cli.run(['--endpoints=http://127.0.0.1:1', 'journal', 'list', '--limit', '1']);
  expect(bare).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('There are older ones: --before ') });
  expect(bare.stdout).toMatch(/command line +done +delete +\/j\/a +\d+ +\S+\n$/);
});

it('undoes an entry from the history of the cluster, and says why not where it cannot', async () => {
  const [deletion, second] = (await list('--search', '/J/A')).entries;
  const { plan } = await world.answer(['journal', 'undo', deletion.id, '--plan']);
  expect(plan).toMatchObject({ act: 'undo', counts: { create: 1, overwrite: 0, delete: 0, skip: 0 }, refused: null });
  const { report } = await world.answer(['journal', 'undo', deletion.id, '--yes']);
  expect(report).toMatchObject({ outcome: 'done', done: 1 });
  expect((await world.seen('/j/a')).value).toBe(base64('a second value'));
  const [undo, undone] = (await list()).entries;
  expect(undo).toMatchObject({ act: 'undo', undoes: deletion.id, undo: { possible: false, reason: 'IsUndo' } });
  expect(undone).toMatchObject({ undoneBy: undo.id, undo: { possible: false, reason: 'Undone' } });
  expect(await world.failure(['journal', 'undo', deletion.id, '--yes'])).toEqual({
    ...{ exitCode: 1, code: 'UndoImpossible', message: 'It was undone' },
  });
  const refused = await world.etcdeck(['journal', 'undo', second.id, '--plan']);
  expect(refused.exitCode).toBe(1);
  expect(JSON.parse(refused.stdout).plan.refused).toEqual({
    ...{ code: 'UndoImpossible', message: 'Its keys were changed since' },
  });
  expect(await world.failure(['journal', 'undo', 'no-such-entry', '--yes'])).toMatchObject({
    ...{ exitCode: 1, code: 'JournalEntryUnknown', message: 'the journal has no entry with this id' },
  });
});

it('cannot put back what the cluster has compacted, and still undoes a creation', async () => {
  await world.answer(['put', '/j/new', 'x', '--force']);
  const written = await world.answer(['put', '/j/old', 'one', '--force']);
  const replaced = await world.answer(['put', '/j/old', 'two', '--force']);
  await world.answer(['compact', `${replaced.revision}`, '--yes']);
  const { entries } = await list('--kind', 'keys', '--limit', '3');
  const [replacing, creatingOld, creating] = entries;
  expect(creatingOld.revision).toBe(written.revision);
  expect(await world.failure(['journal', 'undo', replacing.id, '--yes'])).toMatchObject({
    ...{ exitCode: 1, code: 'UndoImpossible', message: expect.stringContaining('compacted') },
  });
  await world.answer(['journal', 'undo', creating.id, '--yes']);
  expect(await world.seen('/j/new')).toBeUndefined();
  const [compaction] = (await list('--kind', 'maintenance')).entries;
  expect(compaction).toMatchObject({ act: 'compact', undo: { possible: false, reason: 'NoKeys' } });
  expect(compaction.etcdctl.join()).toContain(' compact');
});

it('prints every entry as a line, of one saved connection where it is named', async () => {
  const { stdout } = await world.etcdeck(['journal', 'list', '--lines', '--limit', '4']);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toEqual((await list('--limit', '4')).entries);
  const other = ['-w', 'json', '--connection', 'nobody', 'journal', 'list'];
  expect(await world.cli.run(other)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('ConnectionUnknown'),
  });
});

it('keeps no value, no digest of one and no password, wherever it writes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-cli-journal-'));
  try {
    const env = { ETCDECK_CONFIG_DIR: folder };
    await world.answer(['put', '/j/secret', 'hunter2hunter2', '--force'], { env });
    await world.answer(['put', '/j/secret', 'hunter3hunter3', '--force'], { env });
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    const whole = Buffer.concat(
      await Promise.all(names.filter((one) => one.isFile()).map((one) => readFile(join(one.parentPath, one.name)))),
    );
    for (const secret of ['hunter2hunter2', 'hunter3hunter3', 'rootpw']) expect(whole.includes(secret)).toBe(false);
    const { stdout } = await world.etcdeck(['journal', 'list', '--lines'], { env });
    expect(stdout).not.toMatch(/hunter|rootpw/);
    // Its folder cannot be made: the write is done all the same, and nothing is kept.
    const closed = { env: { ETCDECK_CONFIG_DIR: '/dev/null/none' } };
    await world.answer(['put', '/j/secret', 'hunter4', '--force'], closed);
    expect((await world.answer(['journal', 'list'], closed)).entries).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
