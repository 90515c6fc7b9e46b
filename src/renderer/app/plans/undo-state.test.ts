import { expect, it } from 'vitest';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { JournalEntry } from '../../../contract/journal.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { isToldByKey, undoState } from './undo-state.ts';

const anEntry = (changes: Partial<JournalEntry> = {}): JournalEntry => ({
  id: 'j1',
  at: Date.now(),
  // A connection goes by any name here.
  connection: 'c' as ConnectionId,
  connectionName: 'c',
  clusterId: null,
  act: 'put',
  undoes: null,
  keyCount: 1,
  firstKey: bytesOf('/x/a'),
  revision: 7,
  outcome: 'done',
  mayStillHappen: false,
  canUndo: true,
  ...changes,
});

const nothing = { entries: [], refusal: null, keyNow: undefined };
const keyAt = (modRevision: number) => ({ key: bytesOf('/x/a'), createRevision: 1, modRevision, version: 1 });

it('offers to undo what nobody has changed since', () => {
  expect(undoState(anEntry(), nothing)).toEqual({ kind: 'undo' });
  expect(undoState(anEntry(), { ...nothing, keyNow: keyAt(7) })).toEqual({ kind: 'undo' });
  expect(undoState(anEntry({ act: 'delete' }), { ...nothing, keyNow: null })).toEqual({ kind: 'undo' });
  expect(undoState(anEntry({ outcome: 'stopped', keyCount: 9 }), nothing)).toEqual({ kind: 'undo' });
});

it('says why it no longer can', () => {
  const why = (...asked: Parameters<typeof undoState>) => {
    const state = undoState(...asked);
    return state.kind === 'none' ? state.why : state.kind;
  };
  const undone = anEntry({ id: 'j2', act: 'undo', undoes: 'j1' });
  expect(why(anEntry(), { ...nothing, entries: [undone] })).toMatch(/^Undone at \d\d:\d\d:\d\d\.$/);
  expect(why(anEntry({ keyCount: 3 }), { ...nothing, entries: [{ ...undone, keyCount: 2 }] })).toMatch(
    /^Undone at \d\d:\d\d:\d\d, 2 of 3 keys\.$/,
  );
  const stopped = anEntry({ ...undone, outcome: 'stopped' });
  expect(why(anEntry(), { ...nothing, entries: [stopped] })).toBe('undo');
  expect(why(anEntry({ canUndo: false }), nothing)).toBe('The values before made room for newer ones.');
  expect(why(anEntry(), { ...nothing, keyNow: keyAt(1_234) })).toBe('Changed since, at revision 1,234.');
  expect(why(anEntry(), { ...nothing, keyNow: null })).toBe('Deleted since.');
  expect(why(anEntry({ act: 'delete' }), { ...nothing, keyNow: keyAt(9) })).toBe('Written again since, at revision 9.');
  expect(why(anEntry({ keyCount: 5 }), { ...nothing, refusal: 'Its keys were changed since.' })).toBe(
    'Its keys were changed since.',
  );
});

it('has what may still happen decided first, and takes back no undo', () => {
  expect(undoState(anEntry({ outcome: 'unknown', mayStillHappen: true }), nothing)).toEqual({ kind: 'ruleOut' });
  for (const entry of [anEntry({ act: 'undo' }), anEntry({ act: 'fence' }), anEntry({ outcome: 'failed' })]) {
    expect(undoState(entry, nothing)).toEqual({ kind: 'none', why: null });
  }
});

it('looks at a key only where it tells', () => {
  expect(isToldByKey(anEntry())).toBe(true);
  for (const entry of [anEntry({ keyCount: 2 }), anEntry({ act: 'undo' }), anEntry({ canUndo: false })]) {
    expect(isToldByKey(entry)).toBe(false);
  }
});
