import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keychain } from '../../testing/keychain.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { testPorts } from '../../testing/ports.ts';
import { identityOf } from '../work/process-identity.ts';
import { createJournal } from './create-journal.ts';
import { seal } from './frames.ts';
import { diskFiles, type JournalFiles } from './journal-files.ts';
import { openKeeping } from './journal-keeping.ts';

let folder: string;
let test: TestConnection;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-journal-'));
  // Never dialled: the journal asks a connection for its name only.
  test = openConnection({ endpoints: ['http://127.0.0.1:1'], tls: null, user: null, password: null });
});
afterEach(async () => {
  test.close();
  await rm(folder, { recursive: true, force: true });
});

/**
 * A record as the version before subjects wrote it, byte by byte: a zero for "not packed", the length of its text, the
 * text with the places of its bytes, and these.
 */
function older(record: object, ...bytes: readonly string[]): Buffer {
  const text = Buffer.from(JSON.stringify(record));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([Buffer.of(0), length, text, ...bytes.map((one) => Buffer.from(one))]);
}

async function put(files: JournalFiles, key: Uint8Array, place: string, name: string, records: readonly Buffer[]) {
  let at = 0;
  for (const record of records) {
    const sealed = seal(key, record, name, at);
    expect(await files.append(place, name, at, sealed)).toBe(true);
    at += sealed.length;
  }
}

it('reads entries that say nothing of a subject, or call a repair a cure', async () => {
  const secrets = keychain();
  const ports = testPorts(folder, { secrets });
  const journal = createJournal(ports);
  // It makes the connection's folder, and the key.
  const newer = await journal.begin(test.open.require(test.id), { act: 'put', total: 1 });
  await newer.note([{ key: Buffer.from('newer'), before: null, after: Buffer.from('value') }], 4);
  await newer.end({ outcome: 'failed', revision: null, mayStillHappen: false });
  const { key } = await openKeeping(ports);
  const files = diskFiles(join(folder, 'journal'));
  const [place = ''] = await files.folders();
  const id = '000000001-0123456789ab';
  const values = `${id}.values`;
  const begun = {
    kind: 'begun',
    id,
    at: 1_700_000_000_000,
    connection: test.id,
    connectionName: 'the cluster',
    clusterId: 'cdf818194e3a8c32',
    act: 'cure',
    values,
    keyCount: 2,
    total: 3,
    firstKey: { bytesAt: 0, length: 2 },
  };
  const noted = {
    kind: 'noted',
    id,
    changes: [
      {
        key: { bytesAt: 0, length: 2 },
        before: {
          value: { bytesAt: 2, length: 6 },
          createRevision: 3,
          modRevision: 4,
          version: 2,
          lease: null,
        },
        after: null,
      },
    ],
  };
  await put(files, key, place, values, [older(noted, '/a', 'before'), older({ kind: 'confirmed', id, revision: 9 })]);
  await put(files, key, place, `${id}.log`, [
    older(begun, '/a'),
    older({ kind: 'ended', id, outcome: 'stopped', revision: 9, keyCount: 1 }),
  ]);

  const { entries } = await journal.list({ connection: test.id, before: newer.id, limit: 9 });
  expect(entries).toEqual([
    {
      id,
      at: 1_700_000_000_000,
      connection: test.id,
      connectionName: 'the cluster',
      clusterId: 'cdf818194e3a8c32',
      act: 'repair',
      undoes: null,
      subject: { kind: 'keys', keyCount: 1, firstKey: new Uint8Array(Buffer.from('/a')) },
      revision: 9,
      outcome: 'stopped',
      mayStillHappen: false,
      ...{ settled: null, settledAt: null, etcdctl: [], undoneBy: null, noUndo: null },
      canUndo: true,
    },
  ]);
  const transactions = [];
  for await (const one of (await journal.read(test.id, id)).transactions()) transactions.push(one);
  expect(transactions).toMatchObject([{ place: 0, revision: 9, isOpen: false, changes: [{ before: { version: 2 } }] }]);
});

it('waits with an entry that has no end as long as its writer may still write', async () => {
  const secrets = keychain();
  let now = 1_700_000_000_000;
  const ports = testPorts(folder, { secrets, clock: { now: () => now } });
  const journal = createJournal(ports);
  const written = await journal.begin(test.open.require(test.id), { act: 'put', total: 1 });
  await written.note([{ key: Buffer.from('own'), before: null, after: Buffer.from('value') }], 4);
  const { key } = await openKeeping(ports);
  const files = diskFiles(join(folder, 'journal'));
  const [place = ''] = await files.folders();
  const self = identityOf(process.pid);
  if (self === null) throw new Error('this system identifies processes');
  const gone = { ...self, startedAt: 'before', machine: hostname() };
  const left = async (at: number, writer: object) => {
    const id = `00000000${at}-0123456789ab`;
    const begun = {
      ...{ kind: 'begun', id, at: now, connection: test.id, connectionName: 'the cluster', clusterId: null },
      ...{ act: 'put', values: null, keyCount: 1, total: 1, firstKey: { bytesAt: 0, length: 2 } },
    };
    await put(files, key, place, `${id}.log`, [older({ ...begun, ...writer }, '/a')]);
    return id;
  };
  const ended = await left(1, { writer: gone });
  const elsewhere = await left(2, { writer: { ...gone, machine: `not ${hostname()}` } });
  const untold = await left(3, {});
  const unsettled = async () => (await journal.unsettled(test.id)).map(({ id }) => id);
  expect(await unsettled()).toEqual([ended]);
  now += 60 * 60_000 + 1;
  expect(await unsettled()).toEqual([written.id, untold, elsewhere, ended]);
});
