import type { JournalEntry } from '../../../contract/journal.ts';
import type { LostWrite } from '../../../contract/lost-write.ts';
import type { ToastWords } from '../../state/toasts.ts';
import { formatCount } from '../../ui/format.ts';
import { countedWords, keysAre, subjectOf } from './change-words.ts';

/** A write of one key whose answer was lost and whose outcome is not known yet. */
export function lostToast(
  key: string,
  { journalEntry, mayStillHappen }: LostWrite,
  act: 'put' | 'delete',
  ruleOut: (journalEntry: string) => void,
): ToastWords {
  const text = `The answer never came: it is not known whether ${key} was ${keysAre(act)}.`;
  if (!mayStillHappen) {
    const detail = 'The key has changed since, by this or by another client, so that it can no longer happen.';
    return { tone: 'warn', text, detail };
  }
  const detail = 'It may still happen. The key is watched, and you are told when it is decided.';
  const action =
    journalEntry === null
      ? {}
      : { action: { label: 'Rule it out', run: () => ruleOut(journalEntry) }, about: lostWrite(journalEntry) };
  // It stays until it was read: the operator must not miss a write that may still happen.
  return { tone: 'bad', text, detail, ...action };
}

/** What notices of one lost write are about. */
export const lostWrite = (journalEntry: string): string => `lost write ${journalEntry}`;

/** What was found out about a write whose answer had been lost. */
export function correctionWords(entry: JournalEntry): Pick<ToastWords, 'tone' | 'text' | 'detail'> {
  const subject = subjectOf(entry.subject);
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
        text: `Found out: the stopped write to ${subject} was done in part: ${partOf(entry)}.`,
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

/** How much of a stopped write was done. */
function partOf({ act, subject }: JournalEntry): string {
  const done = subject.kind === 'keys' ? subject.keyCount : subject.stepCount;
  return countedWords({ kind: subject.kind === 'keys' ? 'keys' : 'operations', done }, act);
}
