import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as immediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testPorts } from '../../testing/ports.ts';
import { createJournal } from './create-journal.ts';
import { type Journal, thisMachine } from './journal.ts';
import { journalledHere, type MachineActNote } from './machine-acts.ts';

let folder: string;
let journal: Journal;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-acts-'));
  journal = createJournal(testPorts(folder));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const note: MachineActNote<string> = {
  ...{ of: thisMachine, act: 'restoreMember', what: 'a from /tmp/a.db into /var/lib/etcd' },
  ...{ etcdctl: ['etcdutl snapshot restore /tmp/a.db'], isDone: (notice) => notice === 'done' },
};

async function run(
  of: Pick<Journal, 'beginOperations'>,
  notices: readonly string[],
  ends: () => void = () => undefined,
) {
  const ports = testPorts(folder);
  const seen: string[] = [];
  const act = async function* () {
    yield* notices;
    ends();
  };
  try {
    for await (const notice of journalledHere({ journal: of, log: ports.log }, note, act)) seen.push(notice);
  } catch (error) {
    seen.push(String(error));
  }
  return { seen, said: ports.said };
}

it('goes on where the journal fails long before the act has ended', async () => {
  const unhandled: unknown[] = [];
  const hear = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', hear);
  try {
    const broken = { beginOperations: () => Promise.reject(new Error('the disk is full')) };
    const ports = testPorts(folder);
    const act = async function* () {
      yield 'begun';
      // Rejections without a handler are told between two turns.
      await immediate();
      await immediate();
      yield 'done';
    };
    const seen: string[] = [];
    for await (const notice of journalledHere({ journal: broken, log: ports.log }, note, act)) seen.push(notice);
    expect({ seen, unhandled }).toEqual({ seen: ['begun', 'done'], unhandled: [] });
    await expect.poll(() => ports.said.join()).toContain('the disk is full');
  } finally {
    process.off('unhandledRejection', hear);
  }
});

const entries = async () => (await journal.list({ connection: null, before: null, limit: 9 })).entries;

it('enters what was done here, and what was not', async () => {
  const { seen } = await run(journal, ['begun', 'done', 'checked']);
  expect(seen).toEqual(['begun', 'done', 'checked']);
  expect(await entries()).toMatchObject([
    {
      ...{ connectionName: 'this machine', clusterId: null, act: 'restoreMember', outcome: 'done', noUndo: 'NoKeys' },
      subject: { kind: 'snapshots', what: note.what, stepCount: 1 },
      etcdctl: ['etcdutl snapshot restore /tmp/a.db'],
    },
  ]);
  await run(journal, ['begun'], () => {
    throw new Error('the tool was killed');
  });
  expect((await entries()).map(({ outcome }) => outcome)).toEqual(['failed', 'done']);
});

it('waits neither for a keychain nor for a disk', async () => {
  const never = { beginOperations: () => new Promise<never>(() => undefined) };
  expect((await run(never, ['begun', 'done'])).seen).toEqual(['begun', 'done']);
  const broken = { beginOperations: () => Promise.reject(new Error('the disk is full')) };
  const { seen, said } = await run(broken, ['begun', 'done']);
  expect(seen).toEqual(['begun', 'done']);
  await expect.poll(() => said.join()).toContain('the disk is full');
});
