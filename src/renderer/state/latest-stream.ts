import type { Failure } from '../../contract/failure.ts';
import { failureOf, isCancelled } from './failure.ts';

/** Reads one stream at a time, for a list that goes on from where it was: another one takes the place of the one before. */
export class LatestStream {
  #running = new AbortController();

  /**
   * Reads a stream to its end. Returns `'left'` where it was stopped or another one took its place, and the failure where it
   * failed; nothing is taken after that.
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
