import { type ErrorCode, EtcdeckError } from '../../../contract/failure.ts';
import { expired, Refusal, tooLargeResourceVersion } from '../../kube-answers/answers/status.ts';

/** What was read when it failed. */
export interface FailedRead {
  /** The revision that was asked for; `null`: the newest one. */
  readonly revision: number | null;
  /** The newest revision that is known. */
  readonly newest: number;
}

const denied: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['PermissionDenied', 'CertificateUserUnknown', 'UserEmpty']);

/** Returns the answer to a request whose reading failed; `null` for a bug. */
export function refusalOf(error: unknown, { revision, newest }: FailedRead): Refusal | null {
  if (error instanceof Refusal) return error;
  if (!(error instanceof EtcdeckError)) return null;
  const { code, message } = error;
  if (code === 'Compacted') return expired(null, revision);
  if (code === 'FutureRev') return tooLargeResourceVersion(revision ?? newest, newest);
  if (denied.has(code)) return new Refusal(403, 'Forbidden', `etcd: ${message}`);
  // Without a Retry-After, with which kubectl asks ten times more before it says a word: endpoints were tried already.
  if (error.retry) return new Refusal(503, 'ServiceUnavailable', `etcd: ${message}`);
  return new Refusal(500, 'InternalError', `Internal error occurred: ${code}: ${message}`);
}
