import { FRAME_BYTES, FRAME_VALUES, WINDOW_BYTES, WINDOW_VALUES } from '../limits.ts';
import { toPlain } from './plain.ts';
import { after } from './platform.ts';

/** The bytes of a frame beside its values. */
const FRAME_OVERHEAD = 32;

/**
 * The source's end of a stream. It pulls a value only while the consumer has credit, in values and in bytes, and the
 * peer reads what it receives; small values that come within one turn share a frame.
 */
export class ServerStream {
  readonly #send: (values: readonly unknown[], bytes: number) => void;
  readonly #isHeld: () => boolean;
  #creditValues = WINDOW_VALUES;
  #creditBytes = WINDOW_BYTES;
  #batch: unknown[] = [];
  #batchBytes = 0;
  #cancelFlush: (() => void) | null = null;
  #wake: (() => void) | null = null;
  #source: AsyncIterator<unknown> | null = null;
  #isStopped = false;

  /** `isHeld`: no stream of the peer may send until `resume`. */
  constructor(send: (values: readonly unknown[], bytes: number) => void, isHeld: () => boolean) {
    this.#send = send;
    this.#isHeld = isHeld;
  }

  /** Lets a held stream send again. */
  resume(): void {
    this.#wake?.();
  }

  /** Adds credit for values that the consumer took. Never more than a window, even if a peer sends a larger number. */
  credit(values: number, bytes: number): void {
    this.#creditValues = Math.min(WINDOW_VALUES, this.#creditValues + values);
    this.#creditBytes = Math.min(WINDOW_BYTES, this.#creditBytes + bytes);
    this.#wake?.();
  }

  /** The consumer is gone: ends the source, if it waits between two values. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#dropBatch();
    this.#wake?.();
    // The consumer is gone: a later failure of the source has no receiver.
    this.#source?.return?.().catch(() => undefined);
  }

  /**
   * Sends the source's values until it ends or is stopped. Fails as the source fails, after sending its earlier values.
   */
  async run(source: AsyncIterable<unknown>): Promise<void> {
    const iterator = source[Symbol.asyncIterator]();
    this.#source = iterator;
    try {
      while (await this.#mayPull()) {
        const { value, done } = await iterator.next();
        if (done || this.#isStopped) break;
        this.#add(value);
      }
      this.#flush();
    } catch (error) {
      this.#flush();
      this.stop();
      throw error;
    }
  }

  async #mayPull(): Promise<boolean> {
    while (!this.#isStopped && (this.#creditValues <= 0 || this.#creditBytes <= 0 || this.#isHeld())) {
      this.#flush();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    return !this.#isStopped;
  }

  #add(raw: unknown): void {
    const { value, bytes } = toPlain(raw);
    if (this.#batchBytes + bytes > FRAME_BYTES - FRAME_OVERHEAD) this.#flush();
    this.#batch.push(value);
    this.#batchBytes += bytes;
    this.#creditValues -= 1;
    this.#creditBytes -= bytes;
    if (this.#batch.length >= FRAME_VALUES || this.#batchBytes >= FRAME_BYTES / 2) this.#flush();
    else this.#cancelFlush ??= after(0, () => this.#flush());
  }

  #flush(): void {
    const values = this.#batch;
    const bytes = this.#batchBytes;
    this.#dropBatch();
    if (values.length > 0 && !this.#isStopped) this.#send(values, bytes);
  }

  #dropBatch(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    this.#batch = [];
    this.#batchBytes = 0;
  }
}
