import { setMaxListeners } from 'node:events';
import type { Abort } from '../../contract/abort.ts';
import { cancelled } from './failures.ts';

/** Returns a promise that fails with `Cancelled` as soon as its caller stops; the work itself continues. */
export async function untilAborted<T>(
  signal: Abort | undefined,
  { operation, endpoint }: { readonly operation: string; readonly endpoint: string },
  promise: Promise<T>,
): Promise<T> {
  if (signal === undefined) return promise;
  // Any number of parallel calls listen to one signal, which is not the leak that Node warns of.
  if (signal instanceof AbortSignal) setMaxListeners(0, signal);
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled(operation, endpoint));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
