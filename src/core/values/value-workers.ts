import { setImmediate } from 'node:timers/promises';
import type { CallOptions } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import type { Ports } from '../ports.ts';
import { isLarge, valueIn } from './large-values.ts';
import { holdsSecret } from './secrets/holds-secret.ts';
import { loopBounds, SearchBudget } from './secrets/search-budget.ts';
import { type ValueAnswer, type ValueWork, workOn } from './values-job.ts';
import { type ThreadBounds, ValuesThread } from './values-thread.ts';

/**
 * In estimated nanoseconds: the cost from which a verdict is kept, and the cost after which the event loop gets a turn.
 */
const memorableWork = 200_000;
const longWork = 5e6;

/** Works on values: on this thread for a few milliseconds, on a worker thread beyond that. */
export class ValueWorkers {
  readonly #ports: Pick<Ports, 'workerFile' | 'resourcesFolder'>;
  readonly #thread: ValuesThread;
  readonly #verdicts = new WeakMap<Uint8Array, boolean>();
  /** Values known to need the worker thread. */
  readonly #costly = new WeakSet<Uint8Array>();

  #isTurnDue = false;

  constructor(ports: Pick<Ports, 'workerFile' | 'resourcesFolder'>, bounds?: ThreadBounds) {
    this.#ports = ports;
    this.#thread = new ValuesThread(ports, bounds);
  }

  /** Does a piece of work. Fails as `ValuesApi` says, with `ValueTooCostly` and with `Cancelled`. */
  async do(work: ValueWork, options?: CallOptions): Promise<ValueAnswer> {
    const value = valueIn(work);
    if (isLarge(work) || (value !== null && this.#costly.has(value))) return this.#thread.do(work, options?.signal);
    const budget = new SearchBudget(loopBounds);
    const [here] = await Promise.allSettled([
      workOn(work, () => loadKubernetesSchema(this.#ports.resourcesFolder), budget),
    ]);
    this.#isTurnDue ||= budget.spent > longWork;
    await this.breathe();
    if (budget.isShort) {
      if (value !== null) this.#costly.add(value);
      return this.#thread.do(work, options?.signal);
    }
    if (here.status === 'rejected') throw here.reason;
    return here.value;
  }

  /** Returns whether a value may hold a Secret, within a few milliseconds. An undecided value counts as one. */
  mayHoldSecret(value: Uint8Array): boolean {
    const known = this.#verdicts.get(value);
    if (known !== undefined) return known;
    if (this.#costly.has(value)) return true;
    const budget = new SearchBudget(loopBounds);
    const isFound = holdsSecret(value, budget);
    this.#isTurnDue ||= budget.spent > longWork;
    if (budget.isShort) this.#costly.add(value);
    else if (budget.spent > memorableWork) this.#verdicts.set(value, isFound);
    return isFound;
  }

  /**
   * Returns whether a value holds a Secret; long searches run on the worker thread. An undecided value counts as one.
   */
  async holdsSecret(value: Uint8Array, options?: CallOptions): Promise<boolean> {
    const mayHold = this.mayHoldSecret(value);
    if (!this.#costly.has(value) || this.#verdicts.has(value)) return mayHold;
    await this.breathe();
    const isFound = await this.#thread.do({ kind: 'search', value }, options?.signal).then(
      (answer) => answer.kind !== 'clear',
      (error: unknown) => {
        if (!isTooCostly(error)) throw error;
        return true;
      },
    );
    this.#verdicts.set(value, isFound);
    return isFound;
  }

  /** Gives the event loop a turn after long work. */
  async breathe(): Promise<void> {
    if (!this.#isTurnDue) return;
    this.#isTurnDue = false;
    await setImmediate();
  }

  close(): void {
    this.#thread.close();
  }
}

/** Returns whether work was abandoned for its cost in time or memory. */
export function isTooCostly(error: unknown): error is EtcdeckError {
  return error instanceof EtcdeckError && error.code === 'ValueTooCostly';
}
