import { expect, it } from 'vitest';
import { aJournalEntry } from '../../testing/journal-builders.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { isToldByKey, undoState } from './undo-state.ts';

const nothing = { entries: [], refusal: null, keyNow: undefined };
const keyAt = (modRevision: number) => ({ key: bytesOf('/app/a'), createRevision: 1, modRevision, version: 1 });

const keys = (keyCount: number) => ({ kind: 'keys', keyCount, firstKey: new Uint8Array() }) as const;

it('offers to undo what nobody has changed since', () => {
  expect(undoState(aJournalEntry(), nothing)).toEqual({ kind: 'undo' });
  expect(undoState(aJournalEntry(), { ...nothing, keyNow: keyAt(7) })).toEqual({ kind: 'undo' });
  expect(undoState(aJournalEntry({ act: 'delete' }), { ...nothing, keyNow: null })).toEqual({ kind: 'undo' });
  expect(undoState(aJournalEntry({ outcome: 'stopped', subject: keys(9) }), nothing)).toEqual({ kind: 'undo' });
});

it('says why it no longer can', () => {
  const why = (...asked: Parameters<typeof undoState>) => {
    const state = undoState(...asked);
    return state.kind === 'none' ? state.why : state.kind;
  };
  const undone = aJournalEntry({ id: 'j2', act: 'undo', undoes: 'j1' });
  const taken = { noUndo: 'Undone', undoneBy: 'j2' } as const;
  expect(why(aJournalEntry(taken), { ...nothing, entries: [undone] })).toMatch(/^Undone at \d\d:\d\d:\d\d\.$/);
  expect(
    why(aJournalEntry({ ...taken, subject: keys(3) }), { ...nothing, entries: [{ ...undone, subject: keys(2) }] }),
  ).toMatch(/^Undone at \d\d:\d\d:\d\d, 2 of 3 keys\.$/);
  expect(why(aJournalEntry(taken), nothing)).toBe('It was undone.');
  expect(why(aJournalEntry({ noUndo: 'ValuesGone' }), nothing)).toBe('The values before made room for newer ones.');
  expect(why(aJournalEntry(), { ...nothing, keyNow: keyAt(1_234) })).toBe('Changed since, at revision 1,234.');
  expect(why(aJournalEntry(), { ...nothing, keyNow: null })).toBe('Deleted since.');
  expect(why(aJournalEntry({ act: 'delete' }), { ...nothing, keyNow: keyAt(9) })).toBe(
    'Written again since, at revision 9.',
  );
  expect(why(aJournalEntry({ subject: keys(5) }), { ...nothing, refusal: 'Its keys were changed since.' })).toBe(
    'Its keys were changed since.',
  );
});

it('has what may still happen decided first, and takes back no undo', () => {
  expect(undoState(aJournalEntry({ outcome: 'unknown', mayStillHappen: true }), nothing)).toEqual({ kind: 'ruleOut' });
  for (const entry of [
    aJournalEntry({ act: 'undo', noUndo: 'IsUndo' }),
    aJournalEntry({ act: 'fence', noUndo: 'IsFence' }),
    aJournalEntry({ outcome: 'failed', noUndo: 'NothingDone' }),
  ]) {
    expect(undoState(entry, nothing)).toEqual({ kind: 'none', why: null });
  }
});

it('looks at a key only where it tells', () => {
  expect(isToldByKey(aJournalEntry())).toBe(true);
  for (const entry of [
    aJournalEntry({ subject: keys(2) }),
    aJournalEntry({ act: 'undo', noUndo: 'IsUndo' }),
    aJournalEntry({ noUndo: 'ValuesGone' }),
  ]) {
    expect(isToldByKey(entry)).toBe(false);
  }
});
