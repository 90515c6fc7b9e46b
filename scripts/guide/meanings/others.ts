import type {
  ConnectErrorCode,
  ErrorCode,
  EtcdErrorCode,
  InputErrorCode,
  MembershipErrorCode,
  ProgramErrorCode,
  SnapshotErrorCode,
  SshErrorCode,
} from '../../../src/contract/failure.ts';

type OtherCode = Exclude<
  ErrorCode,
  | EtcdErrorCode
  | ConnectErrorCode
  | SshErrorCode
  | InputErrorCode
  | MembershipErrorCode
  | ProgramErrorCode
  | SnapshotErrorCode
>;

/** What failures of writes, of streams and of etcdeck itself mean, in Markdown. */
export const otherMeanings: Readonly<Record<OtherCode, string>> = {
  Conflict:
    'Every write here compares the revision that you have read. Somebody else was faster; both versions are shown, and you decide: [Edit](keys.md#edit).',
  OutcomeUnknown:
    'The write was sent once and its answer was lost. The history of its keys did not tell what became of it. It may have been done, may still be done, or never be: [When an answer is lost](keys.md#when-an-answer-is-lost).',
  DeadlineExceeded: 'A read was not answered in the time that it has. Nothing was changed by it.',
  Unrecognised: 'The server refused in words that are not among the errors of etcd 3.4 to 3.7.',
  Unimplemented: 'The member does not know what was asked of it: it came with a later version of etcd.',
  Cancelled: 'You, or the window that asked, stopped it before it was done.',
  ConnectionUnknown: 'The saved connection was removed, or belonged to a sandbox that has been stopped.',
  ConnectionNotOpen: 'Nothing holds the connection open, so that nothing can be asked over it.',
  KeyNotCovered: 'A file of exported keys says which range it covers. Outside of it, nothing is known.',
  SourceNotOpen: 'The file was closed, since no window shows it any more.',
  ReadOnly:
    'The connection is protected, since it is production or was set so. What changes something is refused before it is sent: [Write through a read-only connection](connections.md#write-through-a-read-only-connection).',
  CertificateUserUnknown:
    'With authentication and `--client-cert-auth`, etcd takes the common name of the client certificate for the user. It has no user of this name.',
  PasswordRequired: 'The connection names a user, and no password is stored for it: there may be no keychain.',
  SnapshotHashMismatch: 'A snapshot ends with the hash of its bytes. What arrived has another one, so it was not kept.',
  SnapshotTruncated: 'The stream of the snapshot ended before its hash came, so it was not kept.',
  SandboxBinaryMissing: 'A sandbox runs real members, and needs etcd on this machine for that.',
  SandboxFailed: 'etcd was started on this machine, and ended again or did not become a cluster.',
  LabActRefused:
    'A lab has real members. What etcd or the system cannot do to them as they are now, or what would destroy them, is not begun.',
  AnswerTooLarge: 'An answer of this size would fill the memory. etcd itself sends nothing as large in one piece.',
  OutOfMemory:
    'Work that may grow runs in a thread with a bound. It reached the bound and was ended; nothing else was.',
  MethodUnknown: 'The page was loaded before etcdeck was updated, and asks for something that the new one has not.',
  BackendClosed:
    'The program behind this window has ended or was stopped. What is shown is no longer live. A window of the desktop app says that the part of etcdeck that talks to etcd is gone, and is loaded anew with Reload.',
  Internal: 'Something happened that cannot. What you were doing was stopped; no write is ever repeated because of it.',
};
