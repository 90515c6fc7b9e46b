import type { Abort } from '../abort.ts';
import type { EtcdeckError } from '../failure.ts';
import { WINDOW_BYTES, WINDOW_VALUES } from '../limits.ts';

/** The client's functions that a stream calls. */
export interface StreamLink {
  readonly signal: Abort | undefined;
  open(): void;
  credit(values: number, bytes: number): void;
  cancelled(): EtcdeckError;
  /** The stream has ended for its consumer; notifies the source if it still runs. */
  release(isSourceRunning: boolean): void;
}

interface Waiter {
  readonly resolve: (result: IteratorResult<unknown>) => void;
  readonly reject: (error: EtcdeckError) => void;
}

const DONE: IteratorResult<unknown> = { value: undefined, done: true };

/**
 * The consumer's end of a stream. It requests nothing from the source before the first `next`, and returns what the
 * consumer has taken as credit, so that a stalled consumer stalls the source.
 */
export class ClientStream implements AsyncIterableIterator<unknown> {
  readonly #link: StreamLink;
  readonly #frames: { readonly values: readonly unknown[]; readonly bytes: number }[] = [];
  #position = 0;
  #takenValues = 0;
  #takenBytes = 0;
  readonly #waiters: Waiter[] = [];
  #state: 'idle' | 'running' | 'over' = 'idle';
  #failure: EtcdeckError | null = null;

  constructor(link: StreamLink) {
    this.#link = link;
  }

  /** Adds values from the source, and the bytes that they count for. */
  accept(values: readonly unknown[], bytes: number): void {
    if (this.#state !== 'running' || values.length === 0) return;
    this.#frames.push({ values, bytes });
    while (this.#frames.length > 0) {
      const waiter = this.#waiters.shift();
      if (waiter === undefined) return;
      waiter.resolve({ value: this.#take(), done: false });
    }
  }

  /** The source has ended, by itself or with a failure; the consumer can still take the earlier values. */
  finish(failure: EtcdeckError | null): void {
    if (this.#state !== 'over') this.#end(failure, false);
  }

  /** Aborts for the consumer: drops the values that came, and makes its next `next` fail with the failure. */
  abort(failure: EtcdeckError): void {
    if (this.#state === 'over' && this.#frames.length === 0) return;
    this.#frames.length = 0;
    this.#position = 0;
    if (this.#state === 'over') this.#failure = failure;
    else this.#end(failure, this.#state === 'running');
  }

  next(): Promise<IteratorResult<unknown>> {
    // Drops the earlier values too, even when the source had ended by itself.
    if (this.#link.signal?.aborted) this.abort(this.#link.cancelled());
    if (this.#state === 'idle') {
      this.#state = 'running';
      this.#link.open();
    }
    if (this.#frames.length > 0) return Promise.resolve({ value: this.#take(), done: false });
    if (this.#state === 'over') {
      const failure = this.#failure;
      this.#failure = null;
      return failure === null ? Promise.resolve(DONE) : Promise.reject(failure);
    }
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  return(): Promise<IteratorResult<unknown>> {
    this.#frames.length = 0;
    this.#position = 0;
    this.#failure = null;
    if (this.#state !== 'over') this.#end(null, this.#state === 'running');
    return Promise.resolve(DONE);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #end(failure: EtcdeckError | null, isSourceRunning: boolean): void {
    this.#state = 'over';
    this.#failure = failure;
    this.#link.release(isSourceRunning);
    for (const waiter of this.#waiters.splice(0)) {
      if (this.#failure === null) {
        waiter.resolve(DONE);
      } else {
        waiter.reject(this.#failure);
        this.#failure = null;
      }
    }
  }

  // Credit is returned for whole frames: the bytes of a frame are known, those of one value are not.
  #take(): unknown {
    const frame = this.#frames[0];
    if (frame === undefined) return undefined;
    const value = frame.values[this.#position++];
    if (this.#position === frame.values.length) {
      this.#frames.shift();
      this.#position = 0;
      this.#giveBack(frame.values.length, frame.bytes);
    }
    return value;
  }

  #giveBack(values: number, bytes: number): void {
    this.#takenValues += values;
    this.#takenBytes += bytes;
    if (this.#takenValues < WINDOW_VALUES / 2 && this.#takenBytes < WINDOW_BYTES / 2) return;
    if (this.#state === 'running') this.#link.credit(this.#takenValues, this.#takenBytes);
    this.#takenValues = 0;
    this.#takenBytes = 0;
  }
}
