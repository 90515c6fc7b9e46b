import type { JournalEntry } from '../../contract/journal.ts';
import type { Act, JournalledAct } from './act.ts';
import type { Happened } from './attribution.ts';
import type { Falsehood, FalsehoodKind } from './falsehood.ts';
import { saysMayStillHappen } from './newer-contract.ts';
import { describeAct, describeHappened } from './report-verdicts.ts';

/** Gives every act the entry that was begun while it was under way: a desk does one thing at a time. */
export function journalled(acts: readonly Act[], entries: readonly JournalEntry[]): readonly JournalledAct[] {
  return acts.map((act) => ({
    act,
    entry: entries.find(({ at }) => at >= act.startedAt && at <= act.endedAt) ?? null,
  }));
}

/** Holds what the journal has of an act, at the end, against what has happened. */
export function judgeEntry(
  { act, entry }: JournalledAct,
  happened: ReadonlyMap<number, Happened>,
): readonly Falsehood[] {
  const { changes } = act;
  const count = happened.size;
  const falsehoods: Falsehood[] = [];
  const find = (kind: FalsehoodKind): void => {
    const history = count === 0 ? 'nothing happened' : describeHappened(act, happened, [...happened.keys()]);
    falsehoods.push({ kind, of: describeAct(act), said: entry === null ? 'nothing' : described(entry), history });
  };
  if (entry === null) {
    if (count > 0) find('journal: no entry');
    return falsehoods;
  }
  const { outcome, keyCount, canUndo } = entry;
  if (outcome === 'failed' && count > 0) find('journal: false "failed"');
  if (outcome === 'done' && count < changes.length) find('journal: false "done"');
  if (outcome === 'stopped' && (count === 0 || count === changes.length)) find('journal: false "stopped"');
  if ((outcome === 'done' || outcome === 'stopped') && keyCount !== count) find('journal: wrong count of keys');
  if (outcome === 'unknown' && keyCount < count) find('journal: wrong count of keys');
  if (!canUndo && count > 0) find('journal: false "cannot be undone"');
  if (saysMayStillHappen(entry) === false && outcome === 'unknown' && isPlainlyDecided(act, happened)) {
    find('journal: left unknown although decided');
  }
  return falsehoods;
}

/** Whether the keys themselves say what became of every change: a value that only this act writes is there, or not. */
function isPlainlyDecided({ changes }: Act, happened: ReadonlyMap<number, Happened>): boolean {
  return happened.size === changes.length && changes.every(({ value }) => value !== null && 'is' in value);
}

function described(entry: JournalEntry): string {
  const { id, outcome, keyCount, canUndo } = entry;
  return JSON.stringify({ id, outcome, keyCount, canUndo, mayStillHappen: saysMayStillHappen(entry) });
}
