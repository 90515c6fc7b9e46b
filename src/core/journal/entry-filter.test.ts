import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JournalFilter } from '../../contract/journal.ts';
import { keychain } from '../../testing/keychain.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { testPorts } from '../../testing/ports.ts';
import { createJournal } from './create-journal.ts';
import type { Journal } from './journal.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let folder: string;
let test: TestConnection;
let now: number;
const secrets = keychain();
const aJournal = (): Journal => createJournal({ ...testPorts(folder, { secrets }), clock: { now: () => now } });
beforeEach(async () => {
  now = 1_000;
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-journal-'));
  // Never dialled: the journal asks a connection for its name only.
  test = openConnection({ endpoints: ['http://127.0.0.1:1'], tls: null, user: null, password: null }, 'the cluster');
});
afterEach(async () => {
  test.close();
  await rm(folder, { recursive: true, force: true });
});

async function writeKey(journal: Journal, key: string, outcome: 'done' | 'unknown' = 'done'): Promise<string> {
  now += 1_000;
  const writer = await journal.begin(test.open.require(test.id), { act: 'put', total: 1 });
  await writer.note([{ key: bytes(key), before: null, after: bytes('value') }], 4);
  if (outcome === 'done') await writer.confirmed(5);
  await writer.end({ outcome, revision: outcome === 'done' ? 5 : null, mayStillHappen: false });
  return writer.id;
}

async function compact(journal: Journal): Promise<string> {
  now += 1_000;
  const subject = { kind: 'maintenance', what: 'the history before 1,234', stepCount: 1 } as const;
  const writer = await journal.beginOperations(test.open.require(test.id), { act: 'compact', subject });
  await writer.sending(0);
  await writer.settled(0, 'done');
  await writer.end({ outcome: 'done', revision: null, mayStillHappen: false }, 1);
  return writer.id;
}

const every: JournalFilter = { clusterId: null, kind: null, outcome: null, from: null, until: null, text: null };

async function idsOf(journal: Journal, filter: Partial<JournalFilter>, limit = 100): Promise<readonly string[]> {
  const ids: string[] = [];
  let before: string | null = null;
  do {
    const page = await journal.list({ connection: null, before, limit, filter: { ...every, ...filter } });
    ids.push(...page.entries.map(({ id }) => id));
    before = page.next;
  } while (before !== null);
  return ids;
}

it('gives entries by kind, outcome, time, and a part of what they name', async () => {
  const journal = aJournal();
  const first = await writeKey(journal, '/app/Alpha');
  const lost = await writeKey(journal, '/app/beta', 'unknown');
  const compaction = await compact(journal);
  expect(await idsOf(journal, {})).toEqual([compaction, lost, first]);
  expect(await idsOf(journal, { kind: 'keys' })).toEqual([lost, first]);
  expect(await idsOf(journal, { kind: 'maintenance' })).toEqual([compaction]);
  expect(await idsOf(journal, { kind: 'members' })).toEqual([]);
  expect(await idsOf(journal, { outcome: 'unknown' })).toEqual([lost]);
  expect(await idsOf(journal, { from: 3_000, until: 4_000 })).toEqual([lost]);
  expect(await idsOf(journal, { text: 'ALPHA' })).toEqual([first]);
  expect(await idsOf(journal, { text: 'history' })).toEqual([compaction]);
  expect(await idsOf(journal, { text: 'nowhere' })).toEqual([]);
});

it('goes through pages without leaving one out or giving it twice', async () => {
  const journal = aJournal();
  const ids: string[] = [];
  for (let n = 0; n < 25; n++) ids.unshift(await writeKey(journal, `/app/${n % 2 === 0 ? 'even' : 'odd'}`));
  expect(await idsOf(journal, {}, 4)).toEqual(ids);
  expect(await idsOf(journal, { text: 'even' }, 3)).toEqual(ids.filter((_, place) => place % 2 === 0));
  const unfiltered = await journal.list({ connection: test.id, before: null, limit: 25 });
  expect(unfiltered.next).toBeNull();
});

it('counts the records that cannot be read, and gives the others', async () => {
  const journal = aJournal();
  await writeKey(journal, '/app/a');
  const id = await writeKey(journal, '/app/b');
  expect((await journal.list({ connection: null, before: null, limit: 9 })).damaged).toBe(0);
  const names = await readdir(join(folder, 'journal'), { recursive: true });
  const log = join(folder, 'journal', names.find((each) => each.endsWith('.log')) ?? '');
  const content = await readFile(log);
  // Within the first record, the beginning of the first entry.
  content[40] = (content[40] ?? 0) ^ 1;
  await writeFile(log, content);
  const page = await aJournal().list({ connection: null, before: null, limit: 9 });
  expect(page.entries.map((entry) => entry.id)).toEqual([id]);
  expect(page.damaged).toBe(1);
});
