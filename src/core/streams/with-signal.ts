import type { Abort } from '../../contract/abort.ts';

/** Runs work with a signal of the platform that follows one of the contract's. */
export async function withSignal<T>(outer: Abort | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const inner = new AbortController();
  const stop = (): void => inner.abort();
  if (outer?.aborted) stop();
  outer?.addEventListener('abort', stop, { once: true });
  try {
    return await work(inner.signal);
  } finally {
    outer?.removeEventListener('abort', stop);
  }
}
