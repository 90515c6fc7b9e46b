import type { ErrorCode, Failure } from '../../../contract/failure.ts';

/** What a read at the head fails with where there is no quorum to vouch for it: one member may still say what it has. */
const codes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'NoLeader',
  'LeaderChanged',
  'Timeout',
  'TimeoutDueToLeaderFail',
  'TimeoutDueToConnectionLost',
  'TimeoutWaitAppliedIndex',
  'DeadlineExceeded',
]);

export const mayLackQuorum = ({ code }: Failure): boolean => codes.has(code);
