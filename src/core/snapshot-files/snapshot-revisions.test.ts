import { expect, it } from 'vitest';
import type { KeyValue } from '../../contract/keys.ts';
import { anIndex, type KeyStates } from '../../testing/snapshot-index.ts';
import { sortedReads } from '../sources/sorted-reads.ts';
import type { PastState } from '../sources/source-past.ts';
import { SnapshotRevisions } from './snapshot-revisions.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const text = (some: Uint8Array): string => Buffer.from(some).toString('latin1');
const everything = { start: new Uint8Array(), end: null };

function revisionsOf(states: Readonly<Record<string, KeyStates>>, newest: number, compacted = 0): SnapshotRevisions {
  const { index, values } = anIndex(states);
  return new SnapshotRevisions(index, values, { newest, compacted });
}

const states: Readonly<Record<string, KeyStates>> = {
  // What `--bump-revision` leaves.
  '': [[40, '']],
  '/a/1': [
    [2, 'one'],
    [5, 'two'],
  ],
  '/a/2': [
    [3, ''],
    [6, null],
    [9, 'again'],
  ],
  '/b/1': [
    [4, 'x'],
    [7, null],
  ],
  '\xff': [[8, 'last']],
};

async function valuesAt(revisions: SnapshotRevisions, revision: number): Promise<readonly string[]> {
  const entries: KeyValue[] = [];
  const source = sortedReads(() => revisions.at(revision));
  for await (const page of source.entries(everything)) entries.push(...page.entries);
  const { count } = await source.count(everything);
  expect(count).toBe(entries.length);
  return entries.map(
    ({ key, value, version, createRevision, modRevision }) =>
      `${text(key)}=${text(value)} ${createRevision} ${modRevision} v${version}`,
  );
}

async function statesOf(revisions: SnapshotRevisions, key: string): Promise<readonly string[]> {
  const found: PastState[] = [];
  for await (const state of revisions.states(bytes(key))) found.push(state);
  return found.map((state) => {
    if (state.kind === 'put') return `${state.entry.modRevision} ${text(state.entry.value)}`;
    return state.kind === 'deleted' ? `${state.revision} deleted` : `end ${state.reachedRevision}`;
  });
}

it('has the keys of each revision, and neither those of others nor the empty one', async () => {
  const revisions = revisionsOf(states, 40);
  expect(await valuesAt(revisions, 1)).toEqual([]);
  expect(await valuesAt(revisions, 4)).toEqual(['/a/1=one 2 2 v1', '/a/2= 3 3 v1', '/b/1=x 4 4 v1']);
  expect(await valuesAt(revisions, 8)).toEqual(['/a/1=two 2 5 v2', '\xff=last 8 8 v1']);
  expect(await valuesAt(revisions, 40)).toEqual(['/a/1=two 2 5 v2', '/a/2=again 9 9 v1', '\xff=last 8 8 v1']);
});

it('shows no folder whose keys are all deleted', async () => {
  const revisions = revisionsOf(states, 40);
  const folders = async (revision: number) => {
    const source = sortedReads(() => revisions.at(revision));
    const names: string[] = [];
    const request = { prefix: bytes('/'), delimiter: bytes('/'), after: null, limit: 100 };
    for await (const { children } of source.children(request)) names.push(...children.map(({ name }) => text(name)));
    return names;
  };
  expect([await folders(1), await folders(4), await folders(7)]).toEqual([[], ['a/', 'b/'], ['a/']]);
});

it('reads no further than the file does, and says how far back it goes', async () => {
  const revisions = revisionsOf(states, 40, 5);
  await expect(revisions.at(41)).rejects.toMatchObject({ code: 'FutureRev' });
  await expect(revisions.at(4)).rejects.toMatchObject({
    code: 'Compacted',
    detail: { compactRevision: 5, of: 'snapshot' },
  });
  expect((await revisions.at(5)).length).toBe(3);
});

it('has a key’s states from the newest back, of what is not compacted', async () => {
  expect(await statesOf(revisionsOf(states, 40), '/a/2')).toEqual(['9 again', '6 deleted', '3 ', 'end 1']);
  expect(await statesOf(revisionsOf(states, 40), '/none')).toEqual(['end 1']);
  expect(await statesOf(revisionsOf(states, 40), '')).toEqual(['end 1']);
  // What a compaction that was not finished leaves is not read; the value at the oldest revision is.
  expect(await statesOf(revisionsOf(states, 40, 5), '/a/2')).toEqual(['9 again', '6 deleted', '3 ', 'end 5']);
  expect(await statesOf(revisionsOf(states, 40, 6), '/a/2')).toEqual(['9 again', '6 deleted', 'end 6']);
  expect(await statesOf(revisionsOf(states, 40, 8), '/a/2')).toEqual(['9 again', 'end 8']);
  expect(await statesOf(revisionsOf(states, 40, 8), '/a/1')).toEqual(['5 two', 'end 8']);
});

it('keeps few moments at a time, and makes one again that it has forgotten', async () => {
  const revisions = revisionsOf(states, 40);
  const first = await revisions.at(4);
  expect(await revisions.at(4)).toBe(first);
  for (const revision of [5, 6, 7, 8]) await revisions.at(revision);
  const again = await revisions.at(4);
  expect(again).not.toBe(first);
  expect(again.length).toBe(first.length);
});
