import type { ErrorCode, Failure } from '../../../contract/failure.ts';

/** The codes of a read at the head that fails without quorum: one member can still answer from its own data. */
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
