import type { KeyValue } from '../../contract/keys.ts';
import { compareBytes } from '../bytes/bytes.ts';
import type { NotedTransaction, Verdict } from '../journal/journal.ts';
import { digestOf, hasDigest, type NotedChange } from '../journal/records.ts';

/** A transaction that was sent and got no answer. `since`: a revision seen before it was sent. */
export type LostTransaction = Pick<NotedTransaction, 'changes' | 'since'>;

/** Returns the modRevision that a transaction compares a key with; 0: the key must not exist. */
export const comparedModRevision = ({ before }: NotedChange): number => before?.modRevision ?? 0;

/**
 * Returns the key that decides a transaction's outcome, because all its keys change at one revision: one that existed,
 * since a modRevision never comes again, so the key's next change decides. Among these the one with the smallest value,
 * which a fence has to rewrite. `null` where there are no changes.
 */
export function pivotOf(changes: readonly NotedChange[]): NotedChange | null {
  const [first = null, ...rest] = changes;
  return rest.reduce((best, change) => (best === null || weightOf(change) < weightOf(best) ? change : best), first);
}

/** Returns a key that has changed for good, if any: then the transaction was done at that change, or never will be. */
export function movedKey(
  changes: readonly NotedChange[],
  found: readonly (Pick<KeyValue, 'modRevision'> | null)[],
): NotedChange | null {
  const hasMoved = (change: NotedChange, place: number): boolean =>
    comparedModRevision(change) !== 0 && found[place]?.modRevision !== comparedModRevision(change);
  return changes.find(hasMoved) ?? null;
}

/**
 * Whether all keys were as a transaction compares them. Where they were not just before the change of one, another had
 * changed earlier, and whoever wrote the same afterwards, it was not the transaction.
 */
export function wereCompared(
  changes: readonly NotedChange[],
  found: readonly (Pick<KeyValue, 'modRevision'> | null)[],
): boolean {
  return changes.every((change, place) => (found[place]?.modRevision ?? 0) === comparedModRevision(change));
}

/**
 * Returns a transaction's outcome by its keys at a revision that was the first to change one of the compared keys. It
 * was done as a whole or not at all, so one differing key proves that it was not. Deleted keys, and values equal to
 * those before, do not show who wrote them.
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
  // A journal without digests cannot tell whose write it was.
  if (!changes.every(hasDigest)) return { kind: 'untold' };
  if (!changes.every(isAsWritten)) return { kind: 'notDone' };
  return changes.some(leavesTrace) ? { kind: 'done', revision } : { kind: 'untold' };
}

/**
 * Returns whether a change shows who made it. A deletion, or an unchanged value as a fence writes it, may be another
 * client's: a modRevision names no author.
 */
export function leavesTrace({ before, after }: NotedChange): boolean {
  if (after === null || before === null) return after !== null;
  return before.value !== null && compareBytes(digestOf(before.value), after) !== 0;
}

/** A key that did not exist is chosen last: once deleted again, the comparison holds once more. */
function weightOf({ before }: NotedChange): number {
  return before === null ? Number.POSITIVE_INFINITY : (before.value?.length ?? 0);
}
