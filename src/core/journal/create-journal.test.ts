import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../contract/journal.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { keychain } from '../../testing/keychain.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { testPorts } from '../../testing/ports.ts';
import type { SecretStore } from '../ports.ts';
import { createJournal } from './create-journal.ts';
import type { Journal, JournalledChange, NotedTransaction } from './journal.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let folder: string;
let test: TestConnection;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-journal-'));
  // Never dialled: the journal asks a connection for its name only.
  test = openConnection({ endpoints: ['http://127.0.0.1:1'], tls: null, user: null, password: null }, 'the cluster');
});
afterEach(async () => {
  test.close();
  await chmod(join(folder, 'journal'), 0o700).catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
});

const before = (key: string, value: Uint8Array): KeyValue => ({
  key: bytes(key),
  value,
  createRevision: 3,
  modRevision: 4,
  version: 2,
  lease: null,
});
const change = (key: string, value = bytes('before')): JournalledChange => ({
  key: bytes(key),
  before: before(key, value),
  after: bytes('after'),
});

async function write(journal: Journal, changes: readonly JournalledChange[], revision = 9): Promise<string> {
  const writer = await journal.begin(test.open.require(test.id), { act: 'copy', total: 2 });
  await writer.note(changes, 4);
  await writer.confirmed(revision);
  await writer.end({ outcome: 'done', revision, mayStillHappen: false });
  return writer.id;
}

async function entriesOf(journal: Journal, more: { before?: string; limit?: number } = {}) {
  const { entries } = await journal.list({ connection: test.id, before: null, limit: 100, ...more });
  return entries;
}

async function transactionsOf(journal: Journal, id: string): Promise<readonly NotedTransaction[]> {
  const transactions: NotedTransaction[] = [];
  for await (const one of (await journal.read(test.id, id)).transactions()) transactions.push(one);
  return transactions;
}

const filesOf = async (kind: string): Promise<readonly string[]> => {
  const files = await readdir(join(folder, 'journal'), { recursive: true });
  return files.filter((name) => name.endsWith(kind)).map((name) => join(folder, 'journal', name));
};

describe.each([
  ['on disk', keychain],
  ['in memory', () => testPorts('').secrets],
] as const)('a journal %s', (_, secrets) => {
  it('lists what was written, newest first, and gives the values before', async () => {
    const journal = createJournal(testPorts(folder, { secrets: secrets() }));
    const first = await write(journal, [change('a'), change('b', new Uint8Array())]);
    const second = await write(journal, [{ key: bytes('c'), before: null, after: null }], 11);
    const entries = await entriesOf(journal);
    expect(entries.map(({ id }) => id)).toEqual([second, first]);
    expect(entries[1]).toMatchObject({
      connection: test.id,
      connectionName: 'the cluster',
      act: 'copy',
      subject: { kind: 'keys', keyCount: 2, firstKey: bytes('a') },
      revision: 9,
      outcome: 'done',
      canUndo: true,
    } satisfies Partial<JournalEntry>);
    expect(await entriesOf(journal, { before: second })).toHaveLength(1);
    expect(await entriesOf(journal, { limit: 1 })).toHaveLength(1);
    const [transaction] = await transactionsOf(journal, first);
    expect(transaction?.revision).toBe(9);
    expect(transaction?.changes[1]).toMatchObject({ key: bytes('b'), before: { value: new Uint8Array(), version: 2 } });
  });

  it('keeps one entry of many transactions, and forgets a note that another took the place of', async () => {
    const journal = createJournal(testPorts(folder, { secrets: secrets() }));
    const writer = await journal.begin(test.open.require(test.id), { act: 'delete', total: 2 });
    await writer.note([change('a'), change('b')], 4);
    await writer.note([change('a')], 4);
    await writer.confirmed(5);
    await writer.note([change('b')], 4);
    await writer.refused();
    await writer.end({ outcome: 'stopped', revision: 5, mayStillHappen: false });
    expect(await entriesOf(journal)).toMatchObject([{ outcome: 'stopped', subject: { keyCount: 1 }, canUndo: true }]);
    const transactions = await transactionsOf(journal, writer.id);
    expect(transactions.map(({ revision, changes }) => [revision, changes.length])).toEqual([[5, 1]]);
  });

  it('lets the oldest values go when they are too many, and says that they cannot be undone', async () => {
    const journal = createJournal(testPorts(folder, { secrets: secrets() }));
    // Nothing that packing makes smaller.
    const large = new Uint8Array(randomBytes(8_000_000));
    const ids: string[] = [];
    for (let n = 0; n < 10; n++) ids.push(await write(journal, [change('large', large)]));
    const entries = await entriesOf(journal);
    expect(entries).toHaveLength(10);
    expect(entries.at(-1)?.canUndo).toBe(false);
    expect(entries[0]?.canUndo).toBe(true);
    await expect(journal.read(test.id, ids[0] ?? '')).rejects.toMatchObject({ code: 'JournalEntryUnknown' });
  });

  it('knows which entry an undo takes back', async () => {
    const journal = createJournal(testPorts(folder, { secrets: secrets() }));
    const first = await write(journal, [change('a')]);
    const writer = await journal.begin(test.open.require(test.id), { act: 'undo', total: 1, undoes: first });
    await writer.note([change('a')], 9);
    await writer.confirmed(10);
    await writer.end({ outcome: 'done', revision: 10, mayStillHappen: false });
    expect(await entriesOf(journal)).toMatchObject([
      { act: 'undo', undoes: first },
      { id: first, undoes: null },
    ]);
  });

  it('leaves nothing of an act that sent nothing', async () => {
    const journal = createJournal(testPorts(folder, { secrets: secrets() }));
    await (await journal.begin(test.open.require(test.id), { act: 'put', total: 2 })).end({
      outcome: 'failed',
      revision: null,
      mayStillHappen: false,
    });
    expect(await entriesOf(journal)).toEqual([]);
  });
});

describe('on disk', () => {
  it('outlives its host, which may have ended before the answer came', async () => {
    const secrets = keychain();
    const ended = createJournal(testPorts(folder, { secrets }));
    const writer = await ended.begin(test.open.require(test.id), { act: 'put', total: 2 });
    await writer.note([change('a')], 4);
    const journal = createJournal(testPorts(folder, { secrets }));
    expect(await entriesOf(journal)).toMatchObject([{ id: writer.id, outcome: 'unknown', canUndo: true }]);
    expect(await transactionsOf(journal, writer.id)).toMatchObject([{ revision: null }]);
  });

  it('takes what several processes write at the same time', async () => {
    const secrets = keychain();
    const journals = Array.from({ length: 3 }, () => createJournal(testPorts(folder, { secrets })));
    await write(journals[0] ?? createJournal(testPorts(folder)), [change('first')]);
    const ids = await Promise.all(
      journals.flatMap((journal) => Array.from({ length: 20 }, (_, n) => write(journal, [change(`k${n}`)]))),
    );
    for (const journal of journals) expect(await entriesOf(journal)).toHaveLength(61);
    expect(new Set(ids).size).toBe(60);
  });

  it('reads on behind a damaged record, and says so', async () => {
    const ports = testPorts(folder, { secrets: keychain() });
    const journal = createJournal(ports);
    await write(journal, [change('a')]);
    const [log = ''] = await filesOf('.log');
    const lengthOfFirst = (await readFile(log)).length;
    await write(journal, [change('b')]);
    const content = await readFile(log);
    content[60] = (content[60] ?? 0) ^ 1;
    await writeFile(log, content);
    expect(lengthOfFirst).toBeGreaterThan(60);
    expect(await entriesOf(journal)).toMatchObject([{ subject: { firstKey: bytes('b') } }]);
    expect(ports.said.join()).toContain('"damaged":1');
  });

  it('reads up to where its files were torn', async () => {
    const secrets = keychain();
    const journal = createJournal(testPorts(folder, { secrets }));
    const first = await write(journal, [change('a')]);
    const second = await write(journal, [change('b')]);
    for (const file of [...(await filesOf('.log')), ...(await filesOf('.values'))]) {
      await truncate(file, (await readFile(file)).length - 1);
    }
    const entries = await entriesOf(createJournal(testPorts(folder, { secrets })));
    expect(entries).toMatchObject([
      { id: second, outcome: 'unknown' },
      { id: first, outcome: 'done' },
    ]);
  });

  it('refuses a note that cannot be written, so that nothing is sent unjournalled, and goes on later', async () => {
    const journal = createJournal(testPorts(folder, { secrets: keychain() }));
    await writeFile(join(folder, 'journal'), 'in the way');
    const writer = await journal.begin(test.open.require(test.id), { act: 'put', total: 2 });
    await expect(writer.note([change('a')], 4)).rejects.toMatchObject({
      code: 'FileNotWritable',
      operation: 'journal',
    });
    await unlink(join(folder, 'journal'));
    await write(journal, [change('b')]);
    expect(await entriesOf(journal)).toMatchObject([{ subject: { firstKey: bytes('b') } }]);
  });

  it('does not fail a write that was made because it cannot be written down', async () => {
    const ports = testPorts(folder, { secrets: keychain() });
    const journal = createJournal(ports);
    const writer = await journal.begin(test.open.require(test.id), { act: 'put', total: 2 });
    await writer.note([change('a')], 4);
    await rm(join(folder, 'journal'), { recursive: true });
    await writeFile(join(folder, 'journal'), 'in the way');
    await writer.confirmed(5);
    await writer.end({ outcome: 'done', revision: 5, mayStillHappen: false });
    expect(ports.said.join()).toContain('after a write was made');
  });

  it('asks the keychain for nothing before anything was written', async () => {
    const asked: string[] = [];
    const secrets: SecretStore = {
      ...keychain(),
      get: async (name) => {
        asked.push(name);
        return null;
      },
    };
    const journal = createJournal(testPorts(folder, { secrets }));
    const listed = await journal.list({ connection: null, before: null, limit: 1 });
    expect(listed).toEqual({ entries: [], next: null, damaged: 0, isKept: true, hasSealed: false });
    expect(asked).toEqual([]);
  });

  it('begins anew where the keychain no longer opens its key', async () => {
    const lost = createJournal(testPorts(folder, { secrets: keychain() }));
    await write(lost, [change('a')]);
    const journal = createJournal(testPorts(folder, { secrets: keychain() }));
    await write(journal, [change('b')]);
    expect(await entriesOf(journal)).toMatchObject([{ subject: { firstKey: bytes('b') } }]);
  });
});
