import type { ExecutionNotice, KeysReport } from '../../contract/execution.ts';
import type { EtcdeckError } from '../../contract/failure.ts';
import type { Transaction, TransactionOutcome } from '../../contract/transactions.ts';
import { compareBytes } from '../bytes/bytes.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { cancelled, toEtcdeckError } from '../etcd/failures.ts';
import { sendGuarded, sendTransaction, type TransactionAnswer, type TransactionGuard } from '../etcd/transaction.ts';
import { conflictOf } from '../etcd/txn.ts';
import type { Journal, JournalledChange, JournalWriter } from '../journal/journal.ts';
import { changesIn } from '../transactions/answered-changes.ts';
import { nameOf } from '../transactions/comparisons.ts';
import { outcomesOf } from '../transactions/outcome.ts';
import { runBranch } from '../transactions/run-in-world.ts';
import { readWorld, type World } from '../transactions/world.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { settleUnguarded } from '../writes/settle-unguarded.ts';
import { sendNoted } from '../writes/write-journalled.ts';
import { guardOf } from './plan-transaction.ts';
import type { PlannedTransaction, StoredKeysPlan } from './stored-plan.ts';

/** A cluster that lost its leader elects another one well within this time. */
const patienceMs = 30_000;

/** In place of a line with values: the journal keeps none outside of what it seals, and exports none. */
const withValues = '# etcdctl txn, with values in its input';

/** What executing needs beside the plan. */
interface ExecutionParts {
  readonly codecs: Pick<ValueCodecs, 'toEntry'>;
  readonly journal: Journal;
}

/** What became of a transaction. */
type Sent =
  /** `answer`: `null` where it was lost, and the history of its keys shows that it was done. */
  | {
      readonly kind: 'done';
      readonly revision: number;
      readonly changes: readonly JournalledChange[];
      readonly answer: TransactionAnswer | null;
    }
  | { readonly kind: 'notDone'; readonly failure: EtcdeckError }
  | { readonly kind: 'unknown'; readonly failure: EtcdeckError; readonly mayStillHappen: boolean };

/** A transaction that is about to be sent, and what it would change now. */
interface Ready {
  readonly transaction: Transaction;
  /** What has to be as it was just read; `null`: the server decides which branch runs. */
  readonly guard: TransactionGuard | null;
  readonly world: World;
  readonly changes: readonly JournalledChange[];
}

/**
 * Executes a plan of one transaction: reads its keys again, journals what would be changed, sends it once, and settles it
 * where its answer is lost. A transaction under way is never interrupted.
 */
export async function* executeTransaction(
  { codecs, journal }: ExecutionParts,
  { act, connection, changes: plannedChanges, plan: { etcdctl } }: StoredKeysPlan,
  planned: PlannedTransaction,
  signal: AbortSignal,
): AsyncGenerator<ExecutionNotice, void> {
  let ready: Ready;
  let writer: JournalWriter;
  try {
    ready = await prepare(connection, planned, signal);
    const lines = holdsValues(planned.transaction) ? [withValues] : etcdctl;
    writer = await journal.begin(connection, { act, total: ready.changes.length, etcdctl: lines });
    // A keychain may have been waited for.
    if (signal.aborted) throw cancelled('execute');
    await writer.note(ready.changes, ready.world.revision, ready.guard !== null);
  } catch (error) {
    const failure = toEtcdeckError(error, { operation: 'txn', isWrite: false });
    yield { kind: 'ended', report: reportOf({ kind: 'notDone', failure }, plannedChanges.length, null) };
    return;
  }
  const { guard } = ready;
  const sent =
    guard === null ? await sendAsWritten(connection, writer, ready) : await send(connection, writer, ready, guard);
  const { changes } = sent.kind === 'done' ? sent : ready;
  await writer.end({
    outcome: sent.kind === 'notDone' ? 'failed' : sent.kind,
    revision: sent.kind === 'done' && changes.length > 0 ? sent.revision : null,
    mayStillHappen: sent.kind === 'unknown' && sent.mayStillHappen,
  });
  const report = reportOf(sent, changes.length, writer.id);
  const outcome =
    sent.kind === 'done' && sent.answer !== null ? await outcomeOf(codecs, ready.transaction, sent.answer) : null;
  yield { kind: 'ended', report: outcome === null ? report : { ...report, transaction: outcome } };
}

/** Reads the keys again. Fails with `Conflict` where one that is guarded has changed since the plan was made. */
async function prepare(connection: OpenConnection, planned: PlannedTransaction, signal: AbortSignal): Promise<Ready> {
  if (signal.aborted) throw cancelled('execute');
  const { client } = connection;
  const { transaction } = planned;
  const world = await readWorld(client, transaction, false, { signal });
  const run = runBranch(transaction[world.branch], world);
  const guard = planned.guard === null ? null : guardOf(transaction, world, run);
  if (planned.guard !== null && guard !== null) requireSame(planned.guard, guard);
  const changed = run.changes.map(({ key, before }) => ({ key, value: before?.value ?? null }));
  await connection.findRegistries(changed, { signal });
  client.admitWrite('txn');
  return { transaction, guard, world, changes: changesIn(transaction[world.branch], run.operations) };
}

function holdsValues({ compare, success, failure }: Transaction): boolean {
  const isPut = [...success, ...failure].some((one) => one.kind === 'put' && one.value !== null);
  return isPut || compare.some(({ target }) => target === 'value');
}

/** Fails with `Conflict` on the first key that is not as it was. */
function requireSame(before: TransactionGuard, now: TransactionGuard): void {
  const planned = new Map(before.keys.map(({ key, modRevision }) => [nameOf(key), modRevision]));
  const current = new Map(now.keys.map(({ key, modRevision }) => [nameOf(key), modRevision]));
  for (const { key, modRevision } of now.keys)
    if (planned.get(nameOf(key)) !== modRevision) throw conflictOf(key, modRevision);
  for (const { key } of before.keys) if (!current.has(nameOf(key))) throw conflictOf(key, 0);
}

/** Sends the branch of the plan under its guard. */
async function send(
  connection: OpenConnection,
  writer: JournalWriter,
  { transaction, world: { branch, revision: since }, changes }: Ready,
  guard: TransactionGuard,
): Promise<Sent> {
  const sending: { answer: TransactionAnswer | null } = { answer: null };
  const sendOnce = async (): Promise<TransactionAnswer> => {
    const answer = { branch, ...(await sendGuarded(connection.client, transaction[branch], guard)) };
    sending.answer = answer;
    return answer;
  };
  const sent = await sendNoted(connection, writer, { send: sendOnce, changes, since }, patienceMs);
  return sent.kind === 'done' ? { ...sent, changes, answer: sending.answer } : sent;
}

/** Sends the transaction as it is: the server decides which branch runs. */
async function sendAsWritten(
  { client, closed }: OpenConnection,
  writer: JournalWriter,
  { transaction, world: { revision: since }, changes }: Ready,
): Promise<Sent> {
  let failure: EtcdeckError;
  try {
    const answer = await sendTransaction(client, transaction);
    const made = changesIn(transaction[answer.branch], answer.operations);
    await confirm(writer, changes, made, { revision: answer.revision, wasAnswerLost: false });
    return { kind: 'done', revision: answer.revision, changes: made, answer };
  } catch (error) {
    failure = toEtcdeckError(error, { operation: 'txn', isWrite: true });
  }
  const settled = await settleUnguarded(failure, client, changes, since, { patienceMs, signal: closed });
  switch (settled.kind) {
    case 'done':
      await confirm(writer, changes, settled.changes, { revision: settled.revision, wasAnswerLost: true });
      return { kind: 'done', revision: settled.revision, changes: settled.changes, answer: null };
    case 'notDone':
      await writer.refused();
      return settled;
    default:
      return { kind: 'unknown', failure, mayStillHappen: settled.kind === 'open' };
  }
}

/**
 * Records what was done. Where that is not what was noted, because the other branch ran or a key had changed, what was
 * noted did not happen, and what did is noted in its place: it cannot be undone where that cannot be written any more.
 */
async function confirm(
  writer: JournalWriter,
  noted: readonly JournalledChange[],
  made: readonly JournalledChange[],
  { revision, wasAnswerLost }: { readonly revision: number; readonly wasAnswerLost: boolean },
): Promise<void> {
  const isAsNoted = noted.length === made.length && noted.every((one, place) => isSame(one, made[place]));
  if (!isAsNoted) {
    await writer.refused();
    if (made.length === 0) return;
    try {
      await writer.note(made, revision - 1, false);
    } catch {
      return;
    }
  }
  await writer.confirmed(revision, wasAnswerLost);
}

function isSame(one: JournalledChange, other: JournalledChange | undefined): boolean {
  if (other === undefined || compareBytes(one.key, other.key) !== 0) return false;
  return (
    one.before?.modRevision === other.before?.modRevision &&
    compareBytes(one.after ?? none, other.after ?? none) === 0 &&
    (one.after === null) === (other.after === null)
  );
}

const none = new Uint8Array();

async function outcomeOf(
  codecs: ExecutionParts['codecs'],
  transaction: Transaction,
  { branch, operations }: TransactionAnswer,
): Promise<TransactionOutcome> {
  return { branch, operations: await outcomesOf(codecs, transaction[branch], operations) };
}

function reportOf(sent: Sent, count: number, entry: string | null): KeysReport {
  const failure = sent.kind === 'done' ? null : sent.failure.toFailure();
  const done = sent.kind === 'done' ? count : 0;
  // A transaction that would have changed nothing may run its other branch.
  const unknown = sent.kind === 'unknown' ? Math.max(1, count) : 0;
  return {
    kind: 'keys',
    outcome: failure === null ? 'done' : 'stopped',
    done,
    notDone: sent.kind === 'notDone' ? count : 0,
    unknown,
    mayStillHappen: sent.kind === 'unknown' && sent.mayStillHappen,
    failure,
    stoppedAt: null,
    revision: sent.kind === 'done' ? sent.revision : null,
    journalEntry: done + unknown > 0 ? entry : null,
  };
}
