import { expect, it } from 'vitest';
import type { ConnectionId } from '../../contract/ids.ts';
import type { JournalEntry } from '../../contract/journal.ts';
import { ActMarks } from './act-marks.ts';

const connection = 'test' as ConnectionId; // made up
const now = 10_000_000;

const entry = (id: string, at: number): JournalEntry => ({
  ...{ id, at, connection, connectionName: 'test', clusterId: null, act: 'moveLeader', undoes: null },
  subject: { kind: 'members', what: id, stepCount: 1 },
  ...{ revision: null, outcome: 'done', mayStillHappen: false, settled: 'answer', settledAt: at },
  ...{ etcdctl: [], undoneBy: null, noUndo: 'NoKeys', canUndo: false },
});

/** Marks over a journal whose entries a test sets, the newest first. */
function marksOver(list: () => Promise<readonly JournalEntry[]>) {
  const said: string[] = [];
  const log = { info: () => undefined, error: () => undefined, warn: (message: string) => void said.push(message) };
  const journal = {
    list: async () => ({ entries: await list(), next: null, damaged: 0, isKept: true, hasSealed: false }),
  };
  return { marks: new ActMarks(connection, { journal, log }), said };
}

it('marks each change of the last hour once, oldest first', async () => {
  let entries = [entry('3', now - 1_000), entry('2', now - 2_000), entry('1', now - 3_600_000)];
  const { marks } = marksOver(async () => entries);
  const whats = async () =>
    (await marks.look(now)).map((mark) =>
      mark.kind === 'act' && mark.subject.kind !== 'keys' ? mark.subject.what : '',
    );
  expect(await whats()).toEqual(['2', '3']);
  expect(await whats()).toEqual([]);
  entries = [entry('4', now), ...entries];
  expect(await whats()).toEqual(['4']);
});

it('gives none while a keychain is waited for', async () => {
  let unlock = (_entries: readonly JournalEntry[]): void => undefined;
  const { marks } = marksOver(
    () =>
      new Promise((resolve) => {
        unlock = resolve;
      }),
  );
  const first = marks.look(now);
  expect(await marks.look(now)).toEqual([]);
  unlock([entry('1', now)]);
  expect((await first).length).toBe(1);
});

it('gives none where the journal cannot be read, and says so once', async () => {
  const { marks, said } = marksOver(async () => {
    throw new Error('no');
  });
  expect(await marks.look(now)).toEqual([]);
  expect(await marks.look(now)).toEqual([]);
  expect(said).toEqual(['The charts have no marks of changes']);
});
