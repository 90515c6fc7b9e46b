import type { NoUndo } from './journal.ts';

/** Why an entry of the journal has no undo, as a sentence for a window and a terminal. */
export const noUndoWords: Readonly<Record<NoUndo, string>> = {
  NoKeys: 'It changed no keys, and only keys can be put back.',
  NothingDone: 'It changed nothing.',
  IsUndo: 'It is an undo itself.',
  IsFence: 'It wrote keys once more as they were.',
  Undone: 'It was undone.',
  ValuesGone: 'The values before made room for newer ones.',
};
