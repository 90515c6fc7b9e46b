import type { Abort } from '../../../contract/abort.ts';
import type { ConnectionStep, ConnectionStepName } from '../../../contract/connections/diagnosis.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { Queue } from '../../streams/queue.ts';
import { cancelled } from '../bounded-wait.ts';

/** A step's finding in a few words; `skipped` where it did not apply. */
export interface StepOutcome<T> {
  readonly detail: string;
  readonly value: T;
  readonly skipped?: boolean;
}

/** Thrown to end a walk whose failed step was already reported. */
export class WalkEnded extends Error {}

/** The steps of parallel walks, reported in the order in which they happen. */
export class WalkSteps {
  readonly #steps = new Queue<ConnectionStep>();

  /** Reports a step as it begins and as it ends. Throws `WalkEnded` when it failed. */
  async run<T>(step: ConnectionStepName, endpoint: string | null, work: () => Promise<StepOutcome<T>>): Promise<T> {
    this.#steps.put({ step, endpoint, state: 'running', detail: '', durationMs: null, failure: null });
    const startedAt = performance.now();
    const durationMs = (): number => Math.round(performance.now() - startedAt);
    try {
      const { detail, value, skipped } = await work();
      const state = skipped === true ? 'skipped' : 'ok';
      this.#steps.put({ step, endpoint, state, detail, durationMs: durationMs(), failure: null });
      return value;
    } catch (error) {
      if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
      const failure = endpoint === null ? error.toFailure() : { ...error.toFailure(), endpoint };
      const detail = failure.message;
      this.#steps.put({ step, endpoint, state: 'failed', detail, durationMs: durationMs(), failure });
      throw new WalkEnded(step);
    }
  }

  /**
   * Yields the steps until `walks` ends. Rejects with `Cancelled` when stopped, and with any failure that is not a
   * step's.
   */
  async *until(walks: Promise<void>, signal?: Abort): AsyncGenerator<ConnectionStep> {
    const onAbort = (): void => this.#steps.abort(cancelled());
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    void walks.then(
      () => this.#steps.close(),
      (error: unknown) => this.#steps.close(error instanceof WalkEnded ? null : error),
    );
    try {
      yield* this.#steps;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }
}
