import { EtcdeckError, type Failure } from '../../contract/failure.ts';

/** Returns what was thrown as a failure. An error that is not the contract's is a bug. */
export function failureOf(error: unknown): Failure {
  if (error instanceof EtcdeckError) return error.toFailure();
  return { code: 'Internal', message: error instanceof Error ? error.message : String(error), retry: false };
}

/** Whether an error is a cancel, which is not reported. */
export const isCancelled = (error: unknown): boolean =>
  (error instanceof EtcdeckError && error.code === 'Cancelled') ||
  (error instanceof DOMException && error.name === 'AbortError');
