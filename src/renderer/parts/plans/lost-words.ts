import type { JournalEntry } from '../../../contract/journal.ts';
import type { ToastWords } from '../../state/toasts.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { formatCount, plural } from '../../ui/format.ts';

/** A write of one key whose answer was lost, where nobody can tell yet what became of it. */
export function lostToast(
  key: string,
  lost: { readonly journalEntry: string | null; readonly mayStillHappen: boolean },
  ruleOut: (journalEntry: string) => void,
): ToastWords {
  const { journalEntry, mayStillHappen } = lost;
  const text = `The answer never came: it is not known whether ${key} was written.`;
  if (!mayStillHappen) return { tone: 'warn', text, detail: 'The key moved on, so that it can no longer happen.' };
  const detail = 'It may still happen. The key is watched, and you are told when it is decided.';
  const action =
    journalEntry === null
      ? {}
      : { action: { label: 'Rule it out', run: () => ruleOut(journalEntry) }, about: lostWrite(journalEntry) };
  // It stays until it was read: nobody should look away from what may still happen.
  return { tone: 'bad', text, detail, ...action };
}

/** What notices of one lost write are about. */
export const lostWrite = (journalEntry: string): string => `lost write ${journalEntry}`;

/** What an entry of the journal wrote, in a word or two. */
export function subjectOf({ firstKey, keyCount }: Pick<JournalEntry, 'firstKey' | 'keyCount'>): string {
  const { text } = escapeBytes(firstKey);
  return keyCount > 1 ? `${text} and ${formatCount(keyCount - 1)} more` : text;
}

/** What was found out about a write whose answer had been lost. */
export function correctionWords(entry: JournalEntry): Pick<ToastWords, 'tone' | 'text' | 'detail'> {
  const subject = subjectOf(entry);
  switch (entry.outcome) {
    case 'done':
      return {
        tone: 'ok',
        text: `Found out: the lost write to ${subject} was done.`,
        ...(entry.revision === null
          ? {}
          : { detail: `Its keys hold what it wrote, since revision ${formatCount(entry.revision)}.` }),
      };
    case 'stopped':
      return {
        tone: 'warn',
        text: `Found out: ${plural(entry.keyCount, 'change')} of the stopped write to ${subject} were done.`,
        detail: 'The rest was not, and cannot happen any more.',
      };
    case 'failed':
      return {
        tone: 'neutral',
        text: `Found out: the lost write to ${subject} was not done.`,
        detail: 'It cannot happen any more.',
      };
    case 'unknown':
      return {
        tone: 'warn',
        text: `The lost write to ${subject} can no longer happen.`,
        detail: entry.mayStillHappen
          ? 'Another part of it still may.'
          : 'Its keys do not tell whether it was done, or another client made the same change.',
      };
  }
}
