import type { ErrorCode } from '../contract/failure.ts';

/**
 * 0: done. 1: the answer is bad (no quorum, damaged, not found, changed meanwhile). 2: wrong usage. 3: could not ask.
 * 130: stopped from the keyboard before it was done.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** The cluster answered, and the answer is negative. */
const badAnswers: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'KeyNotFound',
  'LeaseNotFound',
  'UserNotFound',
  'MemberNotFound',
  'Compacted',
  'AgeUnknown',
  'FutureRev',
  'Conflict',
  'NoSpace',
  'Corrupt',
  'Unhealthy',
  'NoLeader',
  'NotLeader',
  'LeaderChanged',
  'Timeout',
  'TimeoutDueToLeaderFail',
  'TimeoutDueToConnectionLost',
  'TimeoutWaitAppliedIndex',
  'SnapshotHashMismatch',
  'SnapshotTruncated',
  'SnapshotInvalid',
  'SnapshotDamaged',
  'SnapshotChanged',
  'StoreHashMismatch',
  'RestoreFailed',
  'MemberExist',
  'PeerURLExist',
  'MemberNotEnoughStarted',
  'MemberNotLearner',
  'LearnerNotReady',
  'TooManyLearners',
  'BadLeaderTransferee',
  'QuorumAtRisk',
  'LastVoter',
  'MembershipBusy',
  'MemberLagging',
  'VersionUnsafe',
  'JournalEntryUnknown',
  'UndoImpossible',
  'LabActRefused',
]);

/** The request is invalid as given. */
const wrongUsages: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'BadRequest',
  'EmptyKey',
  'RequestTooLarge',
  'LeaseTTLTooLarge',
  'EndpointInvalid',
  'MemberBadURLs',
  'FileNotFound',
  'FileNotReadable',
  'FileExists',
  'FileNotWritable',
  'CertificateInvalid',
  'PrivateKeyInvalid',
  'PrivateKeyRequired',
  'PassphraseRequired',
  'PassphraseWrong',
  'KeyMismatch',
  'PasswordRequired',
  'ConnectionUnknown',
  'ReadOnly',
  'PlanRequired',
]);

/** Returns how a command that failed ends. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  if (code === 'Cancelled') return 130;
  if (badAnswers.has(code)) return 1;
  return wrongUsages.has(code) ? 2 : 3;
}
