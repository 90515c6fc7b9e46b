import { EtcdeckError, type Failure } from '../../contract/failure.ts';

/** What was thrown, as a failure. What is none of the contract's is a bug of ours. */
export function failureOf(error: unknown): Failure {
  if (error instanceof EtcdeckError) return error.toFailure();
  return { code: 'Internal', message: error instanceof Error ? error.message : String(error), retry: false };
}

/** Whether it was stopped on purpose: nothing to tell anybody. */
export const isCancelled = (error: unknown): boolean =>
  (error instanceof EtcdeckError && error.code === 'Cancelled') ||
  (error instanceof DOMException && error.name === 'AbortError');
