import type { Abort } from '../../contract/abort.ts';

/**
 * Returns a stream whose `return` ends a `next` that is waiting. A bare async generator would keep the one waiting
 * behind the other, so that a consumer who loses interest between two events could not leave.
 */
export function stoppable<T>(
  outer: Abort | undefined,
  run: (signal: AbortSignal) => AsyncGenerator<T, void>,
): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      const inner = new AbortController();
      const stop = (): void => inner.abort();
      if (outer?.aborted) inner.abort();
      outer?.addEventListener('abort', stop, { once: true });
      const steps = run(inner.signal);
      let hasLeft = false;
      return {
        async next() {
          try {
            const step = await steps.next();
            if (step.done === true) outer?.removeEventListener('abort', stop);
            return step;
          } catch (error) {
            outer?.removeEventListener('abort', stop);
            if (hasLeft) return { done: true, value: undefined };
            throw error;
          }
        },
        async return() {
          hasLeft = true;
          outer?.removeEventListener('abort', stop);
          inner.abort();
          return await steps.return();
        },
      };
    },
  };
}
