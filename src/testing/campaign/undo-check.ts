import { EtcdeckError } from '../../contract/failure.ts';
import type { JournalEntry } from '../../contract/journal.ts';
import { type KeysPlan, planned } from '../opened-app.ts';
import type { Act } from './act.ts';
import { execute, intendedByUndo, nextMillisecond } from './acting.ts';
import type { Happened } from './attribution.ts';
import type { Falsehood, FalsehoodKind } from './falsehood.ts';
import type { History, HistoryEvent } from './history.ts';
import { text } from './keyspace.ts';
import type { Operator } from './operator.ts';
import { describeAct } from './report-verdicts.ts';

/** An entry to be undone, with what its act did. */
export interface Undoable {
  readonly act: Act;
  readonly entry: JournalEntry;
  readonly happened: ReadonlyMap<number, Happened>;
}

/** The result of undoing an entry. */
export interface UndoCheck {
  /** The undo; `null` when it was refused. */
  readonly act: Act | null;
  readonly falsehoods: readonly Falsehood[];
  /** Keys that it skipped, and reported so, although they are unchanged since. */
  readonly saidLeftOut: number;
  /** Keys that it restored although they were changed since and changed back, which their content does not show. */
  readonly unseenChanges: number;
}

/**
 * Undoes an entry while nothing else runs. The undo must restore every key that the act changed and that is unchanged
 * since; it must count the others as skipped, and nothing else may change.
 */
export async function checkUndo(operator: Operator, one: Undoable, history: History): Promise<UndoCheck> {
  const { act, entry } = one;
  const from = history.reached;
  const due = dueOf(one, history);
  const { api, connection } = operator.app;
  const startedAt = await nextMillisecond();
  const id = `${act.id}.undo`;
  const falsehood = (kind: FalsehoodKind, said: unknown, found: string): Falsehood => {
    return { kind, of: `${id} (${entry.id}, ${describeAct(act)})`, said: JSON.stringify(said), history: found };
  };
  let plan: KeysPlan;
  try {
    plan = await planned(api.plans.planUndo({ connection, journalEntry: entry.id }));
  } catch (error) {
    if (!(error instanceof EtcdeckError)) throw error;
    const found = falsehood('undo: restores less than it says', error.toFailure(), `due: ${keysIn([...due.keys()])}`);
    return { act: null, falsehoods: due.size > 0 ? [found] : [], saidLeftOut: 0, unseenChanges: 0 };
  }
  const changes = intendedByUndo(id, plan);
  const claim = await execute(operator, plan);
  if (claim.revision !== null) await history.until(claim.revision);
  const undone: Act = {
    ...{ id, operator: operator.place, kind: 'undo', changes, claim, of: entry.id },
    ...{ startedAt, endedAt: Date.now(), isOverAt: null },
  };
  const events = history.between(from, history.reached).flatMap((revision) => revision.events);
  const said = { counts: plan.body.counts, unread: plan.body.unread, consequences: plan.consequences, claim };
  const { astray, unseen } = sorted(events, due, one, history);
  const { unsaid, saidLeftOut } = leftOut(plan, events, due, history);
  const isSaid = unsaid.length <= plan.body.unread || claim.done < changes.length;
  return {
    act: undone,
    falsehoods: [
      ...(astray.length > 0 ? [falsehood('undo: changes what it should not', said, keysIn(astray))] : []),
      ...(events.length < claim.done
        ? [falsehood('undo: restores less than it says', said, `${events.length} keys were put back`)]
        : []),
      ...(unsaid.length > 0 && !isSaid
        ? [falsehood('undo: leaves out keys and does not say so', said, keysIn(unsaid))]
        : []),
    ],
    saidLeftOut: saidLeftOut + (isSaid ? unsaid.length : 0),
    unseenChanges: unseen,
  };
}

/** Returns what the undo must restore: the keys that are unchanged since, with their values before. */
function dueOf({ act, happened }: Undoable, history: History): ReadonlyMap<string, string | null> {
  const due = new Map<string, string | null>();
  for (const [place, { revision }] of happened) {
    const key = act.changes[place]?.key ?? '';
    if (history.lastChange(key) === revision) due.set(key, history.valueBefore(key, revision));
  }
  return due;
}

/**
 * Returns changes that were not due. A key that holds the act's value, or is deleted again, looks as the act left it.
 */
function sorted(
  events: readonly HistoryEvent[],
  due: ReadonlyMap<string, string | null>,
  { act, happened }: Undoable,
  history: History,
): { readonly astray: readonly string[]; readonly unseen: number } {
  const left = new Map(
    [...happened].map(([place, { revision }]) => {
      const key = act.changes[place]?.key ?? '';
      return [key, history.valueBefore(key, revision + 1)];
    }),
  );
  const beyond = events.filter(({ key, value }) => due.get(key) !== value || !due.has(key));
  const astray = beyond.filter(({ key, previous }) => due.has(key) || left.get(key) !== (previous?.value ?? null));
  return { astray: astray.map(({ key }) => key), unseen: beyond.length - astray.length };
}

/** Returns the due keys that were not restored, except those that already hold their value. */
function leftOut(
  { body: { samples } }: KeysPlan,
  events: readonly HistoryEvent[],
  due: ReadonlyMap<string, string | null>,
  history: History,
): { readonly unsaid: readonly string[]; readonly saidLeftOut: number } {
  const restored = new Set(events.map(({ key }) => key));
  const skipped = new Set(samples.filter(({ kind }) => kind === 'skip').map(({ key }) => text(key)));
  const missing = [...due].filter(([key, value]) => !restored.has(key) && history.valueOf(key) !== value);
  const unsaid = missing.filter(([key]) => !skipped.has(key)).map(([key]) => key);
  return { unsaid, saidLeftOut: missing.length - unsaid.length };
}

function keysIn(keys: readonly string[]): string {
  const inOrder = [...keys].sort();
  const names = inOrder.length > 3 ? `${inOrder[0]} … ${inOrder.at(-1)}` : inOrder.join(', ');
  return `${inOrder.length} keys: ${names}`;
}
