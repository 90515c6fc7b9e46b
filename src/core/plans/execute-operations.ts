import type { ExecutionNotice, OperationsReport } from '../../contract/execution.ts';
import type { EtcdeckError, Failure } from '../../contract/failure.ts';
import type { StepState } from '../../contract/operations.ts';
import { cancelled, toEtcdeckError } from '../etcd/failures.ts';
import type { Journal, OperationsJournalWriter } from '../journal/journal.ts';
import type { Operation } from './operation.ts';
import type { StoredOperationsPlan } from './stored-plan.ts';

/** The states of an execution's steps. */
interface Progress {
  readonly states: StepState[];
  failure: Failure | null;
}

/**
 * Executes a plan of operations: each step is checked again, journalled, sent once and, where its answer is lost,
 * settled by reading the cluster's state. Yields each step's state. Stops at a failure where the step says so, at every
 * step of unknown outcome, and between two steps when `signal` aborts; a step under way is never interrupted.
 */
export async function* executeOperations(
  { act, connection, subject, operations, plan }: StoredOperationsPlan,
  journal: Journal,
  signal: AbortSignal,
): AsyncGenerator<ExecutionNotice, void> {
  const progress: Progress = { states: operations.map(() => ({ state: 'waiting' })), failure: null };
  const { etcdctl } = plan;
  const writer = operations.length === 0 ? null : await journal.beginOperations(connection, { act, subject, etcdctl });
  try {
    for (const [step, operation] of operations.entries()) {
      if (writer === null) break;
      const run = new StepRun(operation, step, writer, { stopped: signal, closed: connection.closed });
      for await (const state of run.states()) {
        progress.states[step] = state;
        progress.failure ??= 'failure' in state ? state.failure : null;
        yield { kind: 'step', step, state };
      }
      if (run.stops) break;
    }
  } finally {
    // Also reached when the consumer leaves.
    const { done, unknown, outcome } = countsOf(progress.states);
    await writer?.end({ outcome, revision: null, mayStillHappen: unknown > 0 }, done + unknown);
  }
  yield { kind: 'ended', report: reportOf(progress, operations, writer) };
}

/** One step being executed. */
class StepRun {
  readonly #operation: Operation;
  readonly #step: number;
  readonly #writer: OperationsJournalWriter;
  readonly #signals: { readonly stopped: AbortSignal; readonly closed: AbortSignal };
  #stops = false;

  constructor(
    operation: Operation,
    step: number,
    writer: OperationsJournalWriter,
    signals: { readonly stopped: AbortSignal; readonly closed: AbortSignal },
  ) {
    this.#operation = operation;
    this.#step = step;
    this.#writer = writer;
    this.#signals = signals;
  }

  /** Whether the execution stops after this step. */
  get stops(): boolean {
    return this.#stops;
  }

  /** Executes the step and yields its states. */
  async *states(): AsyncGenerator<StepState, void> {
    try {
      if (this.#signals.stopped.aborted) throw cancelled('execute');
      if ((await this.#operation.check(this.#signals.stopped)) === 'met') {
        yield { state: 'skipped' };
        return;
      }
    } catch (error) {
      yield this.#failed(toFailure(error));
      return;
    }
    // A consumer that leaves here leaves before anything is sent.
    yield { state: 'started' };
    yield await this.#sent();
  }

  async #sent(): Promise<StepState> {
    try {
      // A step that cannot be journalled is not sent.
      await this.#writer.sending(this.#step);
    } catch (error) {
      return this.#failed(toFailure(error));
    }
    try {
      // Only the end of the connection interrupts it, where it does not end itself: then its outcome is unknown.
      await this.#operation.run(this.#signals.closed, this.#signals.stopped);
    } catch (error) {
      return await this.#settled(toFailure(error));
    }
    await this.#writer.settled(this.#step, 'done');
    return { state: 'done', wasAnswerLost: false };
  }

  async #settled(failure: EtcdeckError): Promise<StepState> {
    const verdict = isRefusal(failure) ? 'notDone' : await this.#verdict();
    if (verdict === 'unknown') {
      this.#stops = true;
      return { state: 'unknown', failure: failure.toFailure() };
    }
    await this.#writer.settled(this.#step, verdict, !isRefusal(failure));
    return verdict === 'done' ? { state: 'done', wasAnswerLost: true } : this.#failed(failure);
  }

  async #verdict() {
    try {
      return await this.#operation.settle(this.#signals.closed);
    } catch {
      // The cluster does not answer.
      return 'unknown';
    }
  }

  #failed(failure: EtcdeckError): StepState {
    const isStopped = failure.code === 'Cancelled' || journalFailures.has(failure.code);
    this.#stops = isStopped || this.#operation.describe().onFailure === 'stop';
    return { state: 'failed', failure: failure.toFailure() };
  }
}

/** The next step could not be journalled either. */
const journalFailures: ReadonlySet<Failure['code']> = new Set(['DiskFull', 'FileNotWritable']);

/** Whether the server has finally refused it, or it was never sent. */
function isRefusal({ code, detail }: EtcdeckError): boolean {
  if (code === 'ClusterIDMismatch') return detail?.sentTo === undefined;
  return code !== 'OutcomeUnknown' && code !== 'Cancelled' && code !== 'Internal';
}

function countsOf(states: readonly StepState[]) {
  const count = (which: StepState['state']): number => states.filter(({ state }) => state === which).length;
  const [done, unknown, skipped] = [count('done'), count('unknown'), count('skipped')];
  const isWhole = done + skipped === states.length;
  const outcome = unknown > 0 ? 'unknown' : isWhole ? 'done' : done > 0 ? 'stopped' : 'failed';
  return { done, unknown, notDone: states.length - done - unknown - skipped, outcome, isWhole } as const;
}

function reportOf(
  { states, failure }: Progress,
  operations: readonly Operation[],
  writer: OperationsJournalWriter | null,
): OperationsReport {
  const { done, unknown, notDone, isWhole } = countsOf(states);
  return {
    kind: 'operations',
    outcome: isWhole ? 'done' : 'stopped',
    done,
    notDone,
    unknown,
    mayStillHappen: unknown > 0,
    failure,
    journalEntry: done + unknown > 0 ? (writer?.id ?? null) : null,
    steps: states,
    results: operations.map((operation) => operation.result?.() ?? null),
  };
}

const toFailure = (error: unknown): EtcdeckError => toEtcdeckError(error, { operation: 'execute', isWrite: false });
