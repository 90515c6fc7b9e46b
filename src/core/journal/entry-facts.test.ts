import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { KeysAct } from '../../contract/plans.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { testPorts } from '../../testing/ports.ts';
import { createJournal } from './create-journal.ts';
import type { EntryEnd, Journal, JournalWriter, KeysBeginning } from './journal.ts';

const key = new TextEncoder().encode('/app/a');
const value = new TextEncoder().encode('after');

let folder: string;
let test: TestConnection;
let journal: Journal;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-facts-'));
  // Never dialled: the journal asks a connection for its name only.
  test = openConnection({ endpoints: ['http://127.0.0.1:1'], tls: null, user: null, password: null });
  journal = createJournal(testPorts(folder));
});
afterEach(async () => {
  test.close();
  await rm(folder, { recursive: true, force: true });
});

const done: EntryEnd = { outcome: 'done', revision: 5, mayStillHappen: false };

async function write(
  act: KeysAct,
  become: (writer: JournalWriter) => Promise<void> = (writer) => writer.confirmed(5),
  end: EntryEnd = done,
  more: Partial<KeysBeginning> = {},
): Promise<string> {
  const writer = await journal.begin(test.open.require(test.id), { act, total: 1, ...more });
  await writer.note([{ key, before: null, after: value }], 4);
  await become(writer);
  await writer.end(end);
  return writer.id;
}

const entryOf = async (id: string) =>
  (await journal.list({ connection: test.id, before: null, limit: 99 })).entries.find((entry) => entry.id === id);

it('says how an outcome became known, and that it was corrected later', async () => {
  const answered = await write('put');
  expect(await entryOf(answered)).toMatchObject({ settled: 'answer', settledAt: expect.any(Number) });
  const found = await write('put', (writer) => writer.confirmed(5, true));
  expect(await entryOf(found)).toMatchObject({ outcome: 'done', settled: 'history' });
  const refused = await write('put', (writer) => writer.refused(true), { ...done, outcome: 'failed', revision: null });
  expect(await entryOf(refused)).toMatchObject({ outcome: 'failed', settled: 'history' });
  const lost = await write('put', async () => undefined, { outcome: 'unknown', revision: null, mayStillHappen: true });
  expect(await entryOf(lost)).toMatchObject({ outcome: 'unknown', settled: null });
  await journal.settle(test.id, lost, 0, { kind: 'done', revision: 9 });
  expect(await entryOf(lost)).toMatchObject({ outcome: 'done', settled: 'correction', settledAt: expect.any(Number) });
});

it('says why there is no undo', async () => {
  const first = await write('put');
  expect(await entryOf(first)).toMatchObject({ noUndo: null, undoneBy: null });
  const unfinished = await write(
    'undo',
    (writer) => writer.confirmed(6),
    { ...done, outcome: 'stopped' },
    { undoes: first },
  );
  expect(await entryOf(first)).toMatchObject({ noUndo: null, undoneBy: null });
  const undo = await write('undo', (writer) => writer.confirmed(7), done, { undoes: first });
  expect(await entryOf(first)).toMatchObject({ noUndo: 'Undone', undoneBy: undo });
  expect(await entryOf(unfinished)).toMatchObject({ noUndo: 'IsUndo' });
  expect(await entryOf(await write('fence'))).toMatchObject({ noUndo: 'IsFence' });
  const failed = await write('put', (writer) => writer.refused(), { ...done, outcome: 'failed', revision: null });
  expect(await entryOf(failed)).toMatchObject({ noUndo: 'NothingDone' });
  const subject = { kind: 'maintenance', what: 'up to revision 5', stepCount: 1 } as const;
  const operations = await journal.beginOperations(test.open.require(test.id), { act: 'compact', subject });
  await operations.sending(0);
  await operations.settled(0, 'done');
  await operations.end(done, 1);
  expect(await entryOf(operations.id)).toMatchObject({ noUndo: 'NoKeys' });
});

it('keeps the first lines of etcdctl, and none of any length', async () => {
  const etcdctl = Array.from({ length: 30 }, (_, place) =>
    place === 1 ? 'x'.repeat(100_000) : `etcdctl del /${place}`,
  );
  const kept = (await entryOf(await write('delete', undefined, done, { etcdctl })))?.etcdctl ?? [];
  expect(kept).toHaveLength(21);
  expect(kept.slice(0, 2)).toEqual(['etcdctl del /0', '# a line of 100000 characters is left out']);
  expect(kept.at(-1)).toBe('# and 10 more');
});
