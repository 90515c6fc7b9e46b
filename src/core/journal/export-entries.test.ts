import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JournalExportNotice } from '../../contract/journal.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { testPorts } from '../../testing/ports.ts';
import { createJournal } from './create-journal.ts';
import { exportEntries } from './export-entries.ts';
import type { Journal } from './journal.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let folder: string;
let test: TestConnection;
let journal: Journal;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-export-'));
  // Never dialled: the journal asks a connection for its name only.
  test = openConnection({ endpoints: ['http://127.0.0.1:1'], tls: null, user: null, password: null });
  journal = createJournal(testPorts(folder));
  for (const key of ['/a', '/b', '/c']) {
    const writer = await journal.begin(test.open.require(test.id), { act: 'put', total: 1, etcdctl: [`# put ${key}`] });
    const before = {
      key: bytes(key),
      value: bytes('hunter2'),
      createRevision: 1,
      modRevision: 1,
      version: 1,
      lease: null,
    };
    await writer.note([{ key: bytes(key), before, after: bytes('hunter3') }], 4);
    await writer.confirmed(5);
    await writer.end({ outcome: 'done', revision: 5, mayStillHappen: false });
  }
});
afterEach(async () => {
  test.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (file: string | null, signal = new AbortController().signal) =>
  exportEntries(journal, { connection: null, file }, signal);

async function last(notices: AsyncIterable<JournalExportNotice>): Promise<JournalExportNotice | undefined> {
  let latest: JournalExportNotice | undefined;
  for await (const notice of notices) latest = notice;
  return latest;
}

it('writes a line of JSON for each entry, without a value, into a file or as a text', async () => {
  const file = join(folder, 'journal.ndjson');
  expect(await last(run(file))).toMatchObject({ kind: 'exported', entries: 3, file, text: null });
  const text = await readFile(file, 'utf8');
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ subject }) => Buffer.from(subject.firstKey, 'base64').toString())).toEqual(['/c', '/b', '/a']);
  expect(lines[0]).toMatchObject({ act: 'put', outcome: 'done', settled: 'answer', etcdctl: ['# put /c'] });
  expect(text).not.toMatch(new RegExp(['hunter', Buffer.from('hunter2').toString('base64')].join('|')));
  expect(await last(run(null))).toMatchObject({ entries: 3, file: null, text });
});

it('overwrites no file, and leaves nothing behind where it is stopped', async () => {
  const file = join(folder, 'journal.ndjson');
  await last(run(file));
  await expect(last(run(file))).rejects.toMatchObject({ code: 'FileExists' });
  await expect(last(run('journal.ndjson'))).rejects.toMatchObject({ code: 'BadRequest' });
  const other = join(folder, 'other.ndjson');
  await expect(last(run(other, AbortSignal.abort()))).rejects.toMatchObject({ code: 'Cancelled' });
  expect((await readdir(folder)).filter((name) => name.startsWith('other'))).toEqual([]);
});
