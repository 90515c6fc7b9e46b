import type { KeyValue } from '../../contract/keys.ts';
import { compareBytes } from '../bytes/bytes.ts';
import type { NotedTransaction, Verdict } from '../journal/journal.ts';
import { digestOf, type NotedChange } from '../journal/records.ts';

/** A transaction that was sent and whose answer never came. `since`: a revision that was seen before it was sent. */
export type LostTransaction = Pick<NotedTransaction, 'changes' | 'since'>;

/** The modRevision that a transaction compares a key with; 0: the key must not exist. */
export const comparedModRevision = ({ before }: NotedChange): number => before?.modRevision ?? 0;

/**
 * The key that tells what became of a transaction, since it changes all of its keys at one revision: one that existed, for
 * a modRevision comes only once, so that the key's next change decides. Of these the one with the least value, which a
 * fence has to write again. `null` where there are no changes.
 */
export function pivotOf(changes: readonly NotedChange[]): NotedChange | null {
  const [first = null, ...rest] = changes;
  return rest.reduce((best, change) => (best === null || weightOf(change) < weightOf(best) ? change : best), first);
}

/** Whether one of the keys has moved on for good: then the transaction was done at that change, or never will be. */
export function movedKey(
  changes: readonly NotedChange[],
  found: readonly (Pick<KeyValue, 'modRevision'> | null)[],
): NotedChange | null {
  const hasMoved = (change: NotedChange, place: number): boolean =>
    comparedModRevision(change) !== 0 && found[place]?.modRevision !== comparedModRevision(change);
  return changes.find(hasMoved) ?? null;
}

/**
 * What the keys at a revision say of a transaction, where that revision is the first to have changed one that it compares.
 * It was done whole or not at all, so that one key that is otherwise is enough to know that it was not. Keys that are
 * gone, and values that are the same as before, do not tell who wrote them.
 */
export function verdictAt(
  changes: readonly NotedChange[],
  found: readonly (KeyValue | null)[],
  revision: number,
): Verdict {
  const isAsWritten = ({ after }: NotedChange, place: number): boolean => {
    const entry = found[place] ?? null;
    if (after === null || entry === null) return after === null && entry === null;
    return entry.modRevision === revision && compareBytes(digestOf(entry.value), after) === 0;
  };
  if (!changes.every(isAsWritten)) return { kind: 'notDone' };
  return changes.some(leavesTrace) ? { kind: 'done', revision } : { kind: 'untold' };
}

/** A value that was there before, and a deletion, may be anybody's. */
function leavesTrace({ before, after }: NotedChange): boolean {
  return after !== null && (before === null || compareBytes(digestOf(before.value), after) !== 0);
}

/** A key that did not exist is the last to be chosen: it may be gone again, and then the comparison holds once more. */
function weightOf({ before }: NotedChange): number {
  return before === null ? Number.POSITIVE_INFINITY : before.value.length;
}
