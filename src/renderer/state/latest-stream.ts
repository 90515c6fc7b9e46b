import type { Failure } from '../../contract/failure.ts';
import { failureOf, isCancelled } from './failure.ts';

/** Reads one stream at a time, for a list that goes on from where it was. A new stream stops the one before. */
export class LatestStream {
  #running = new AbortController();

  /**
   * Reads a stream to its end. Resolves to `'left'` where it was stopped, by `stop` or a new stream, and to the failure where
   * it failed. Nothing is taken after that.
   */
  async read<T>(
    open: (signal: AbortSignal) => AsyncIterable<T>,
    take: (value: T) => void,
  ): Promise<'ended' | 'left' | Failure> {
    this.stop();
    const { signal } = this.#running;
    try {
      for await (const value of open(signal)) {
        if (signal.aborted) return 'left';
        take(value);
      }
      return signal.aborted ? 'left' : 'ended';
    } catch (error) {
      return signal.aborted || isCancelled(error) ? 'left' : failureOf(error);
    }
  }

  stop(): void {
    this.#running.abort();
    this.#running = new AbortController();
  }
}
