import type { JournalEntry, NoUndo } from '../../../contract/journal.ts';
import type { ListedKey } from '../../../contract/listed-key.ts';
import { noUndoWords } from '../../../contract/no-undo-words.ts';
import { formatClock, formatCount, plural } from '../../ui/format.ts';

/** Whether an entry of the journal can be taken back. */
export type UndoState =
  | { readonly kind: 'undo' }
  /** It may still happen: that is to be decided first. */
  | { readonly kind: 'ruleOut' }
  /** Not any more, or never; why, in a sentence. `null`: there is nothing to say. */
  | { readonly kind: 'none'; readonly why: string | null };

/** The only key of an entry as it stands now; `null` where it does not exist. */
export type KeyNow = ListedKey | null;

const none = (why: string | null): UndoState => ({ kind: 'none', why });

/** How an entry stands, by what the journal has and, where it was looked at, by its key. */
export function undoState(
  entry: JournalEntry,
  known: {
    readonly entries: readonly JournalEntry[];
    /** Why it was found that it cannot be. */
    readonly refusal: string | null;
    /** `undefined`: not read yet. */
    readonly keyNow: KeyNow | undefined;
  },
): UndoState {
  if (entry.subject.kind === 'keys' && entry.mayStillHappen) return { kind: 'ruleOut' };
  if (entry.noUndo !== null) return none(whyNot(entry, entry.noUndo, known.entries));
  const since = known.keyNow === undefined ? null : changedSince(entry, known.keyNow);
  if (since !== null) return none(since);
  return known.refusal === null ? { kind: 'undo' } : none(known.refusal);
}

/** Why the journal has no undo, where that is not plain from what the entry is. */
function whyNot(entry: JournalEntry, noUndo: NoUndo, entries: readonly JournalEntry[]): string | null {
  if (noUndo === 'ValuesGone') return noUndoWords.ValuesGone;
  if (noUndo !== 'Undone') return null;
  const undone = entries.find(({ id }) => id === entry.undoneBy);
  return undone === undefined ? noUndoWords.Undone : undoneWords(entry, undone);
}

/** When it was undone, and how much of it where keys had been changed since. */
function undoneWords(entry: JournalEntry, undone: JournalEntry): string {
  const [all, back] = [keysIn(entry), keysIn(undone)];
  const part = back < all ? `, ${formatCount(back)} of ${plural(all, 'key')}` : '';
  return `Undone at ${formatClock(undone.at)}${part}.`;
}

/** The present state of its key, if another client has changed it since. */
function changedSince({ act, revision }: JournalEntry, now: KeyNow): string | null {
  if (revision === null) return null;
  if (now === null) return act === 'put' || act === 'object' ? 'Deleted since.' : null;
  if (now.modRevision === revision) return null;
  const at = formatCount(now.modRevision);
  return act === 'delete' ? `Written again since, at revision ${at}.` : `Changed since, at revision ${at}.`;
}

/** Whether looking at the first key of an entry tells whether it can be undone. */
export const isToldByKey = (entry: JournalEntry): boolean =>
  keysIn(entry) === 1 && entry.outcome === 'done' && entry.noUndo === null;

const keysIn = ({ subject }: JournalEntry): number => (subject.kind === 'keys' ? subject.keyCount : 0);
