import type { JournalEntry } from '../../contract/journal.ts';
import type { Act, IntendedChange, JournalledAct } from './act.ts';
import type { Happened } from './attribution.ts';
import type { Falsehood, FalsehoodKind } from './falsehood.ts';
import type { History } from './history.ts';
import { describeAct, describeHappened } from './report-verdicts.ts';

/** Assigns to every act the entry that began while it ran: an operator runs one act at a time. */
export function journalled(acts: readonly Act[], entries: readonly JournalEntry[]): readonly JournalledAct[] {
  return acts.map((act) => ({
    act,
    entry: entries.find(({ at }) => at >= act.startedAt && at <= act.endedAt) ?? null,
  }));
}

/** Compares an act's final journal entry with the history. */
export function judgeEntry(
  { act, entry }: JournalledAct,
  happened: ReadonlyMap<number, Happened>,
): readonly Falsehood[] {
  const { changes } = act;
  const count = happened.size;
  const falsehoods: Falsehood[] = [];
  const find = (kind: FalsehoodKind): void => {
    const history = count === 0 ? 'nothing happened' : describeHappened(act, happened);
    falsehoods.push({ kind, of: describeAct(act), said: describeEntry(entry), history });
  };
  if (entry === null) {
    if (count > 0) find('journal: no entry');
    return falsehoods;
  }
  const { outcome, canUndo } = entry;
  const keyCount = keysIn(entry);
  if (outcome === 'failed' && count > 0) find('journal: false "failed"');
  if (outcome === 'done' && count < changes.length) find('journal: false "done"');
  if (outcome === 'stopped' && (count === 0 || count === changes.length)) find('journal: false "stopped"');
  if ((outcome === 'done' || outcome === 'stopped') && keyCount !== count) find('journal: wrong count of keys');
  if (outcome === 'unknown' && keyCount < count) find('journal: wrong count of keys');
  if (!canUndo && count > 0) find('journal: false "cannot be undone"');
  return falsehoods;
}

/**
 * Whether an entry is still unknown although the history tells: a value that the act wrote is there, or a key that it
 * compares has been changed by others. A deciding change that leaves no trace of its author need not be told, but then
 * the entry must not say that it may still happen.
 */
export function isOverdue(
  { act: { changes, claim }, entry }: JournalledAct,
  happened: ReadonlyMap<number, Happened>,
  history: History,
): boolean {
  if (entry?.outcome !== 'unknown' || claim.unknown === 0) return false;
  const open = changes.slice(claim.done, claim.done + claim.unknown);
  const made = happened.get(claim.done);
  const isDecided = open.some(
    ({ key, expectedModRevision }) => expectedModRevision !== 0 && history.lastChange(key) !== expectedModRevision,
  );
  if (made === undefined && !isDecided) return false;
  const first = open.map(({ key, expectedModRevision }) => history.firstChangeAfter(key, expectedModRevision));
  const deciding = made?.revision ?? Math.min(...first);
  return entry.mayStillHappen || !open.every((change) => leavesNoTrace(change, deciding, history));
}

/**
 * Whether a revision left a key as a change would have left it, and as any other client could have: deleted, or with
 * the value that it had. A fence writes such values, and so does its undo.
 */
function leavesNoTrace({ key, value }: IntendedChange, revision: number, history: History): boolean {
  const left = history.valueBefore(key, revision + 1);
  if (value === null || left === null) return value === null && left === null;
  const isRewritten = history.firstChangeAfter(key, revision - 1) === revision;
  if (!isRewritten || left !== history.valueBefore(key, revision)) return false;
  return 'is' in value ? value.is === left : history.hadBefore(value.onceAt, left, revision);
}

/** The relevant members of an entry. */
export function describeEntry(entry: JournalEntry | null): string {
  if (entry === null) return 'nothing';
  const { id, outcome, canUndo, mayStillHappen } = entry;
  return JSON.stringify({ id, outcome, keyCount: keysIn(entry), canUndo, mayStillHappen });
}

const keysIn = ({ subject }: JournalEntry): number => (subject.kind === 'keys' ? subject.keyCount : 0);
