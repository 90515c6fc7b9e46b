import { EtcdeckError } from '../../contract/failure.ts';
import { liveKeys } from '../../contract/key-source.ts';
import type { PlannedChange } from '../../contract/planned-changes.ts';
import type { PlanNotice } from '../../contract/plans.ts';
import { executed, type KeysPlan, planned } from '../opened-app.ts';
import type { Random } from '../random.ts';
import type { Act, ActKind, Claim, IntendedChange, WantedValue } from './act.ts';
import { bytes, keysOf, prefixes, text } from './keyspace.ts';
import type { Operator } from './operator.ts';

/** The number of samples in a plan. */
const mostShown = 100;

const kinds: readonly [ActKind, ...ActKind[]] = [
  ...(['put', 'put', 'delete one'] as const),
  ...(['delete', 'delete', 'delete', 'copy', 'copy', 'move', 'import', 'undo'] as const),
];

/** Runs one random act at an operator, and records its report; returns `null` when there was nothing to do. */
export async function act(operator: Operator, id: string, random: Random, before: readonly Act[]): Promise<Act | null> {
  const last = before.at(-1)?.claim;
  const mayFence = last?.mayStillHappen === true && last.journalEntry !== null;
  if (mayFence && random.between(1, 2) === 1) return await fence(operator, id, last.journalEntry ?? '');
  const kind = random.oneOf(kinds);
  // The journal distinguishes acts by their start times.
  const startedAt = await nextMillisecond();
  const noted = async (changes: readonly IntendedChange[], claim: Claim, of: string | null = null): Promise<Act> => {
    const made = { id, operator: operator.place, kind, changes, claim, startedAt, endedAt: Date.now(), of };
    const isOver = claim.unknown > 0 && !claim.mayStillHappen;
    return { ...made, isOverAt: isOver ? await operator.headNow() : null };
  };
  try {
    if (kind === 'put' || kind === 'delete one') return await actOnOne(operator, { id, kind, random }, noted);
    const undone = before.filter(({ claim }) => claim.journalEntry !== null).at(-1)?.claim.journalEntry ?? null;
    if (kind === 'undo' && undone === null) return null;
    const plan = await planned(planOf(operator, { id, kind, random, undone: undone ?? '' }));
    const changes = shown(plan).map((change) => intended(id, kind, change));
    return await noted(changes, await execute(operator, plan), kind === 'undo' ? undone : null);
  } catch (error) {
    // Nothing was planned, so nothing can have been sent.
    if (error instanceof EtcdeckError) return null;
    throw error;
  }
}

/** Executes a plan and returns its reported outcome; a failure before anything was sent means that nothing was done. */
export async function execute(operator: Operator, plan: KeysPlan): Promise<Claim> {
  const { create, overwrite, delete: deleted } = plan.body.counts;
  try {
    const report = await executed(operator.app.api, plan);
    const { done, notDone, unknown, revision, failure, journalEntry, mayStillHappen } = report;
    return { done, notDone, unknown, revision, failure: failure?.code ?? null, journalEntry, mayStillHappen };
  } catch (error) {
    return failedClaim(error, create + overwrite + deleted);
  }
}

/** Plans and executes a fence around an entry that may still happen; `null` when a fence is impossible. */
export async function fence(operator: Operator, id: string, journalEntry: string): Promise<Act | null> {
  const startedAt = await nextMillisecond();
  const { api, connection } = operator.app;
  try {
    const plan = await planned(api.plans.planFence({ connection, journalEntry }));
    const changes = shown(plan).map((change) => intended(id, 'fence', change));
    const claim = await execute(operator, plan);
    const made = { id, operator: operator.place, changes, claim, startedAt, endedAt: Date.now(), of: journalEntry };
    const isOver = claim.failure === null && claim.done === changes.length;
    return { ...made, kind: 'fence', isOverAt: isOver ? await operator.headNow() : null };
  } catch (error) {
    if (error instanceof EtcdeckError) return null;
    throw error;
  }
}

/** The changes of a plan that undoes something. */
export function intendedByUndo(id: string, plan: KeysPlan): readonly IntendedChange[] {
  return shown(plan).map((change) => intended(id, 'undo', change));
}

function shown({ body: { counts, samples } }: KeysPlan): readonly PlannedChange[] {
  if (counts.create + counts.overwrite + counts.delete > mostShown) throw new Error('a plan is shown whole');
  return samples.filter(({ kind }) => kind !== 'skip');
}

interface Choice {
  readonly id: string;
  readonly kind: ActKind;
  readonly random: Random;
}

async function actOnOne(
  { app }: Operator,
  { id, kind, random }: Choice,
  noted: (changes: readonly IntendedChange[], claim: Claim) => Promise<Act>,
): Promise<Act | null> {
  const { api, connection } = app;
  const name = random.oneOf(keysOf(random.oneOf(prefixes)));
  const key = bytes(name);
  const { entry } = await api.keys.get({ source: liveKeys(connection), key, reveal: true });
  const expectedModRevision = entry?.modRevision ?? 0;
  if (kind === 'delete one' && entry === null) return null;
  const value = kind === 'put' ? { is: `${id} ${name}` } : null;
  const changes = [{ key: name, expectedModRevision, value }];
  try {
    const request = { connection, key, expectedModRevision };
    const { revision, journalEntry } =
      value === null
        ? await api.keys.delete(request)
        : await api.keys.put({ ...request, value: bytes(value.is), lease: null });
    const claim = { done: 1, notDone: 0, unknown: 0, failure: null, mayStillHappen: false };
    return await noted(changes, { ...claim, revision, journalEntry });
  } catch (error) {
    return await noted(changes, failedClaim(error, 1));
  }
}

function planOf(
  { app }: Operator,
  { id, kind, random, undone }: Choice & { readonly undone: string },
): AsyncIterable<PlanNotice> {
  const { plans } = app.api;
  const { connection } = app;
  const prefix = random.oneOf(prefixes);
  const chosen = keysOf(prefix).filter(() => random.between(1, 10) <= 7);
  if (kind === 'undo') return plans.planUndo({ connection, journalEntry: undone });
  if (kind === 'delete') {
    return plans.planDelete({ connection, keys: { kind: 'keys', keys: chosen.map((key) => bytes(key)) } });
  }
  if (kind === 'import') {
    const entries = chosen.map((key) => ({ key, value: `${id} ${key} ${'.'.repeat(80)}` }));
    const bundle = { kind: 'text', text: JSON.stringify({ format: 'etcdeck-bundle', version: 1, entries }) } as const;
    return plans.planImport({ connection, bundle, to: null, onExisting: 'overwrite' });
  }
  const to = prefixes.find((other) => other !== prefix) ?? prefix;
  // A move takes two changes for a name.
  const names = kind === 'move' ? chosen.slice(0, mostShown / 2) : chosen;
  return plans.planCopy({
    from: { source: liveKeys(connection), prefix: bytes(prefix) },
    names: names.map((key) => bytes(key.slice(prefix.length))),
    connection,
    to: bytes(to),
    isMove: kind === 'move',
    onExisting: random.oneOf(['overwrite', 'overwrite', 'skip']),
    deletesExtra: kind === 'copy' && random.between(1, 4) === 1,
  });
}

function intended(
  id: string,
  kind: ActKind,
  { key, kind: change, from, expectedModRevision }: PlannedChange,
): IntendedChange {
  const name = text(key);
  const wanted = (): WantedValue => {
    if (change === 'delete') return null;
    if (kind === 'import') return { is: `${id} ${name} ${'.'.repeat(80)}` };
    return { onceAt: from === null ? name : text(from) };
  };
  return { key: name, expectedModRevision, value: wanted() };
}

/** Returns what a failure reports: nothing was written, unless its code means that the outcome is unknown. */
function failedClaim(error: unknown, changes: number): Claim {
  if (!(error instanceof EtcdeckError)) throw error;
  const isUnknown = error.code === 'OutcomeUnknown' || error.code === 'Cancelled';
  const { journalEntry, mayStillHappen } = error.detail ?? {};
  return {
    done: 0,
    notDone: isUnknown ? 0 : changes,
    unknown: isUnknown ? changes : 0,
    revision: null,
    failure: error.code,
    journalEntry: typeof journalEntry === 'string' ? journalEntry : null,
    mayStillHappen: mayStillHappen === 1,
  };
}

/** Resolves when no earlier act can have begun in the same millisecond. */
export async function nextMillisecond(): Promise<number> {
  const before = Date.now();
  while (Date.now() === before) await new Promise((resolve) => setImmediate(resolve));
  return Date.now();
}
