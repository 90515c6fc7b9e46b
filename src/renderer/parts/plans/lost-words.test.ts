import { expect, it } from 'vitest';
import { aJournalEntry } from '../../testing/journal-builders.ts';
import { correctionWords, lostToast } from './lost-words.ts';

const lost = { journalEntry: 'j1', mayStillHappen: true };

it('says of a lost deletion that nobody knows, and that another client may have made the change', () => {
  const may = lostToast('/app/a', lost, 'delete', () => undefined);
  expect(may).toMatchObject({
    tone: 'bad',
    text: 'The answer never came: it is not known whether /app/a was deleted.',
    action: { label: 'Rule it out' },
  });
  const over = lostToast('/app/a', { ...lost, mayStillHappen: false }, 'delete', () => undefined);
  expect(over).toEqual({
    tone: 'warn',
    text: 'The answer never came: it is not known whether /app/a was deleted.',
    detail: 'The key has changed since, by this or by another client, so that it can no longer happen.',
  });
  const entry = aJournalEntry({ act: 'delete', outcome: 'unknown' });
  expect(correctionWords(entry)).toEqual({
    tone: 'warn',
    text: 'The lost write to /app/a can no longer happen.',
    detail: 'Its keys do not tell whether it was done, or another client made the same change.',
  });
});
