import { type ErrorCode, EtcdeckError, type Failure } from '../../contract/failure.ts';
import { cleanWords, connectErrorCode, materialErrorCode } from './connect-failures.ts';
import { isKineRefusal } from './kine-refusals.ts';
import { missingRpc } from './rpc-versions.ts';
import { etcdErrorCode, grpcStatus } from './rpctypes.ts';

/** The call that failed, and how far it got. */
export interface CallFacts {
  readonly endpoint?: string;
  /** The RPC in camelCase, such as `memberList`. */
  readonly operation: string;
  /** Whether the call changes something: without an answer, its outcome is unknown. */
  readonly isWrite: boolean;
  /** False when no client certificate was given. */
  readonly hasClientCertificate?: boolean;
}

/**
 * Converts a failure of gRPC. A write that was sent and not refused with etcd's own text is `OutcomeUnknown`: a status
 * alone may come from the transport or a proxy. So is a write that etcd stopped waiting for: a timed-out proposal may
 * still be committed.
 */
export function toEtcdeckError(error: unknown, facts: CallFacts): EtcdeckError {
  if (error instanceof EtcdeckError) return error;
  const { endpoint, operation } = facts;
  const named = (code: ErrorCode, message: string, more: Pick<Failure, 'detail'> = {}): EtcdeckError =>
    new EtcdeckError(
      { code, message, operation, retry: passing.has(code), ...(endpoint === undefined ? {} : { endpoint }), ...more },
      { cause: error },
    );

  if (!isStatus(error)) {
    const code = isCoded(error) ? materialErrorCode(error.code) : null;
    return named(code ?? 'Internal', cleanWords(error instanceof Error ? error.message : String(error)));
  }
  const { code: status, details } = error;
  const words = cleanWords(details);
  const etcd = etcdErrorCode(status, details);
  if (etcd !== null) return named(facts.isWrite && undecided.has(etcd) ? 'OutcomeUnknown' : etcd, words);
  const size = tooLarge(details);
  // The member had done the write before it answered.
  if (size !== null && facts.isWrite) return named('OutcomeUnknown', words);
  if (size !== null) return named('AnswerTooLarge', words, { detail: size });
  if (facts.isWrite && wasSent(error) && !isRefusal(status, details)) return named('OutcomeUnknown', words);
  const missing = status === grpcStatus.unimplemented ? missingRpc(details) : null;
  if (missing === null) return named(codeOf(status, details, facts), words);
  const { call, since } = missing;
  if (since === null) return named('Unimplemented', `this member has no ${call}`, { detail: { call } });
  return named('Unimplemented', `${call} came with etcd ${since}`, { detail: { call, since } });
}

/** How much earlier than ours a member's clock may end the same time. */
const clockSlackMs = 100;

/**
 * Returns what the failure of a call that its caller did not stop means, at the given time. A member counts down the
 * call's deadline as well, and resets the stream when its clock is first. gRPC's library reports each such reset as
 * CANCELLED; Go's client takes one at the deadline for DEADLINE_EXCEEDED, too.
 */
export function atDeadline(error: unknown, deadline: number, now: number): unknown {
  if (!isStatus(error) || error.code !== grpcStatus.cancelled || now < deadline - clockSlackMs) return error;
  return Object.assign(new Error('the time of the call is over', { cause: error }), {
    code: grpcStatus.deadlineExceeded,
    details: 'Deadline exceeded',
  });
}

/**
 * Returns whether a call may have reached the member. gRPC's text proves that it did not where it found no connection
 * to send the call on, or where the member refused the stream before reading it (REFUSED_STREAM); otherwise the call
 * counts as sent.
 */
export function wasSent(error: unknown): boolean {
  return !(
    isStatus(error) &&
    /^No connection established|^Name resolution failed|Waiting for LB pick|Stream refused by server|^Failed to start HTTP\/2 stream/.test(
      error.details,
    )
  );
}

/** Returns whether the member could not serve the call, so that a read may ask the next one. */
export function isUnavailable(error: unknown): boolean {
  return isStatus(error) && error.code === grpcStatus.unavailable;
}

/** Returns whether etcd denies something to this user. */
export function isDenied(error: unknown): error is EtcdeckError {
  return error instanceof EtcdeckError && error.code === 'PermissionDenied';
}

/** Returns whether a new token may resolve the failure. */
export function isStaleToken(error: EtcdeckError): boolean {
  return error.code === 'InvalidAuthToken' || error.code === 'AuthOldRevision' || error.code === 'UserEmpty';
}

/**
 * Returns the sizes in gRPC's text for an answer beyond `mostAnswerBytes`; a member's text for a refused request
 * differs.
 */
function tooLarge(details: string): { readonly bytes: number | string; readonly most: number } | null {
  const sent = /Received message larger than max \((\d+) vs (\d+)\)/.exec(details);
  if (sent !== null) return { bytes: Number(sent[1]), most: Number(sent[2]) };
  const unpacked = /Received message that decompresses to a size larger than (\d+)/.exec(details);
  return unpacked === null ? null : { bytes: 'more', most: Number(unpacked[1]) };
}

/** Returns the failure of a call that its caller stopped. */
export function cancelled(operation: string, endpoint?: string): EtcdeckError {
  return new EtcdeckError({
    code: 'Cancelled',
    message: 'stopped by the caller',
    operation,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
}

function codeOf(status: number, details: string, facts: CallFacts): ErrorCode {
  const connecting = connectErrorCode(details, { hasClientCertificate: facts.hasClientCertificate ?? true });
  switch (status) {
    case grpcStatus.deadlineExceeded:
      return wasSent({ code: status, details }) ? 'DeadlineExceeded' : 'ConnectTimeout';
    case grpcStatus.cancelled:
      return 'ConnectionCut';
    case grpcStatus.unimplemented:
      return connecting ?? 'Unimplemented';
    case grpcStatus.unavailable:
      return connecting ?? 'Unavailable';
    case grpcStatus.internal:
    case grpcStatus.unknown:
      // The member's own time for a request, 7 s, in Go's text where etcd does not name it.
      return details.endsWith('context deadline exceeded') ? 'DeadlineExceeded' : (connecting ?? 'Unrecognised');
    case grpcStatus.resourceExhausted:
      return details.includes(beyondServerLimit) ? 'RequestTooLarge' : 'Unrecognised';
    case grpcStatus.permissionDenied:
      return 'PermissionDenied';
    case grpcStatus.unauthenticated:
      return 'InvalidAuthToken';
    default:
      return 'Unrecognised';
  }
}

// A proposal that timed out, or whose member or leader stopped, may have been committed.
const undecided: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'LeaderChanged',
  'Timeout',
  'TimeoutDueToLeaderFail',
  'TimeoutDueToConnectionLost',
  'Stopped',
]);

/** Returns whether a request was refused before it reached etcd: by its gRPC server, or by kine. */
function isRefusal(status: number, details: string): boolean {
  switch (status) {
    case grpcStatus.resourceExhausted:
      return details.includes(beyondServerLimit);
    case grpcStatus.unimplemented:
      return missingRpc(details) !== null || details.startsWith('unknown service etcdserverpb.');
    case grpcStatus.unknown:
      return isKineRefusal(details);
    default:
      return false;
  }
}

/** A request beyond the server's gRPC limit does not reach etcd's own check. */
const beyondServerLimit = 'received message larger than max';

// Failures that may pass without the operator.
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'NoLeader',
  'LeaderChanged',
  'NotLeader',
  'Stopped',
  'Timeout',
  'TimeoutDueToLeaderFail',
  'TimeoutDueToConnectionLost',
  'TimeoutWaitAppliedIndex',
  'Unhealthy',
  'RequestTooManyRequests',
  'NameNotResolved',
  'ConnectionRefused',
  'ConnectTimeout',
  'ConnectionCut',
  'Unavailable',
  'DeadlineExceeded',
]);

interface Status {
  readonly code: number;
  readonly details: string;
}

function isStatus(error: unknown): error is Status {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'number' &&
    'details' in error &&
    typeof error.details === 'string'
  );
}

function isCoded(error: unknown): error is { readonly code: string } {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}
