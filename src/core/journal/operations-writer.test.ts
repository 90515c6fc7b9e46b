import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keychain } from '../../testing/keychain.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { testPorts } from '../../testing/ports.ts';
import { createJournal } from './create-journal.ts';

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

it('takes what an operation has left without an end for unknown, as far as it came', async () => {
  const secrets = keychain();
  const journal = createJournal(testPorts(folder, { secrets }));
  const subject = { kind: 'members', what: 'the leader to b', stepCount: 3 } as const;
  const writer = await journal.beginOperations(test.open.require(test.id), { act: 'moveLeader', subject });
  await writer.sending(0);
  await writer.settled(0, 'notDone');
  await writer.sending(1);
  const later = createJournal(testPorts(folder, { secrets }));
  const list = async () => (await later.list({ connection: test.id, before: null, limit: 9 })).entries;
  expect(await list()).toMatchObject([
    { id: writer.id, act: 'moveLeader', subject: { ...subject, stepCount: 1 }, outcome: 'unknown', canUndo: false },
  ]);
  expect(await later.unsettled(test.id)).toEqual([]);
  await expect(later.read(test.id, writer.id)).rejects.toMatchObject({ code: 'JournalEntryUnknown' });
  await writer.end({ outcome: 'stopped', mayStillHappen: false, revision: null }, 1);
  expect(await list()).toMatchObject([{ outcome: 'stopped', mayStillHappen: false, subject: { stepCount: 1 } }]);
});
