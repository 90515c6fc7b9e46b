import { mkdtemp, rm, truncate, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keychain } from '../../testing/keychain.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { testPorts } from '../../testing/ports.ts';
import { createJournal } from './create-journal.ts';
import type { Journal } from './journal.ts';
import { diskFiles } from './journal-files.ts';
import { decodeRecord } from './record-bytes.ts';

vi.mock(import('./record-bytes.ts'), { spy: true });

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const many = 60;

let folder: string;
let test: TestConnection;
const secrets = keychain();
const aJournal = (): Journal => createJournal(testPorts(folder, { secrets }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-journal-'));
  // Never dialled: the journal asks a connection for its name only.
  test = openConnection({ endpoints: ['http://127.0.0.1:1'], tls: null, user: null, password: null });
});
afterEach(async () => {
  test.close();
  await rm(folder, { recursive: true, force: true });
});

async function write(journal: Journal, key: string): Promise<string> {
  const writer = await journal.begin(test.open.require(test.id), { act: 'put', total: 1 });
  await writer.note([{ key: bytes(key), before: null, after: bytes('value') }], 4);
  await writer.confirmed(5);
  await writer.end({ outcome: 'done', revision: 5, mayStillHappen: false });
  return writer.id;
}

/** The ids of a page, and how many records were unsealed for it. */
async function page(journal: Journal, limit: number, before: string | null = null) {
  vi.mocked(decodeRecord).mockClear();
  const { entries } = await journal.list({ connection: test.id, before, limit });
  return { ids: entries.map(({ id }) => id), unsealed: vi.mocked(decodeRecord).mock.calls.length };
}

it('unseals a log once, and then for a page only what it shows', async () => {
  const writing = aJournal();
  const ids: string[] = [];
  for (let n = 0; n < many; n++) ids.unshift(await write(writing, `k${n}`));
  const reading = aJournal();
  // Two records an entry: that it was begun, and its end.
  expect(await page(reading, 5)).toEqual({ ids: ids.slice(0, 5), unsealed: 2 * many + 2 * 5 });
  expect(await page(reading, 5)).toEqual({ ids: ids.slice(0, 5), unsealed: 2 * 5 });
  expect(await page(reading, 5, ids[4])).toEqual({ ids: ids.slice(5, 10), unsealed: 2 * 5 });
});

it('sees what is appended, by this process and by others, and unseals only that', async () => {
  const [mine, theirs] = [aJournal(), aJournal()];
  const first = await write(mine, 'a');
  const second = await write(theirs, 'b');
  expect((await page(mine, 9)).ids).toEqual([second, first]);
  const third = await write(theirs, 'c');
  expect(await page(mine, 1)).toEqual({ ids: [third], unsealed: 2 + 2 });
  const fourth = await write(mine, 'd');
  expect(await page(mine, 1)).toEqual({ ids: [fourth], unsealed: 2 + 2 });
});

it('reads a file that became smaller anew, and forgets one that is gone', async () => {
  const [mine, theirs] = [aJournal(), aJournal()];
  const first = await write(mine, 'a');
  await write(theirs, 'b');
  const second = await write(theirs, 'c');
  expect((await page(mine, 9)).ids).toHaveLength(3);
  const files = diskFiles(join(folder, 'journal'));
  const [place = ''] = await files.folders();
  const logs = (await files.list(place)).filter(({ name }) => name.endsWith('.log'));
  const [ofMine, ofTheirs] = logs;
  await truncate(join(folder, 'journal', place, ofTheirs?.name ?? ''), (ofTheirs?.bytes ?? 1) - 1);
  const { entries } = await mine.list({ connection: test.id, before: null, limit: 9 });
  expect(entries.find(({ id }) => id === second)).toMatchObject({ outcome: 'unknown' });
  await files.remove(place, ofMine?.name ?? '');
  expect((await page(mine, 9)).ids).not.toContain(first);
});

it('reads only the files that a page needs, the last written first, and the others when they are asked for', async () => {
  const ids: string[] = [];
  const hour = 3_600;
  const before = Date.now() / 1_000;
  for (let file = 0; file < 4; file++) {
    const clock = { now: () => (before + (file - 4) * hour) * 1_000 };
    const journal = createJournal(testPorts(folder, { secrets, clock }));
    for (let n = 0; n < 3; n++) ids.unshift(await write(journal, `k${n}`));
    const files = diskFiles(join(folder, 'journal'));
    const [place = ''] = await files.folders();
    const name = (await files.list(place)).findLast((one) => one.name.endsWith('.log'))?.name ?? '';
    // As the system would have it after the last write.
    await utimes(join(folder, 'journal', place, name), before, before + (file - 4) * hour + 1);
  }
  const journal = aJournal();
  // One more entry than the page has says whether there are older ones, and this one is in the file before.
  expect(await page(journal, 2)).toEqual({ ids: ids.slice(0, 2), unsealed: 2 * 3 + 2 * 2 });
  expect(await page(journal, 3, ids[1])).toEqual({ ids: ids.slice(2, 5), unsealed: 2 * 3 + 2 * 3 });
  expect(await page(journal, 99)).toEqual({ ids, unsealed: 2 * 6 + 2 * 12 });
  const last = await journal.list({ connection: test.id, before: ids.at(-2) ?? '', limit: 9 });
  expect(last).toMatchObject({ entries: [{ id: ids.at(-1) }], next: null });
  const another = aJournal();
  const since = {
    clusterId: null,
    kind: null,
    outcome: null,
    until: null,
    text: null,
    from: (before - 2.5 * hour) * 1_000,
  };
  const listed = await another.list({ connection: test.id, before: null, limit: 99, filter: since });
  expect(listed).toMatchObject({ next: null, entries: ids.slice(0, 6).map((id) => ({ id })) });
  expect(await aJournal().find(test.id, ids[7] ?? '')).toMatchObject({ id: ids[7] });
  await expect(aJournal().find(null, 'nothing')).rejects.toMatchObject({ code: 'JournalEntryUnknown' });
});
