import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { EtcdCallOptions } from '../etcd/client.ts';

/** How long something may take, in milliseconds, and the signal that stops it. */
export interface Bounds {
  readonly timeoutMs: number;
  readonly signal?: Abort | undefined;
}

/** Returns the same bounds for a call to one endpoint. */
export function callOptions(
  endpoint: string,
  { timeoutMs, signal }: Bounds,
): EtcdCallOptions & { readonly endpoint: string } {
  return { endpoint, timeoutMs, signal };
}

/** The failure of work that its caller stopped. */
export function cancelled(): EtcdeckError {
  return new EtcdeckError({ code: 'Cancelled', message: 'stopped by the caller' });
}

/**
 * Waits for something that may never come. `start` begins it and returns its clean-up, which runs once, however the
 * wait ends. Rejects with `Cancelled` when stopped, and with `late()` when time is up.
 */
export function bounded<T>(
  { timeoutMs, signal }: Bounds,
  late: () => EtcdeckError,
  start: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(cancelled());
      return;
    }
    let isOver = false;
    let tearDown: (() => void) | undefined;
    const end = (): boolean => {
      if (isOver) return false;
      isOver = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      tearDown?.();
      return true;
    };
    const onAbort = (): void => void (end() && reject(cancelled()));
    const timer = setTimeout(() => void (end() && reject(late())), timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    tearDown = start(
      (value) => void (end() && resolve(value)),
      (error) => void (end() && reject(error)),
    );
    if (isOver) tearDown();
  });
}
