import type { MemberId } from './ids.ts';

/**
 * The errors that etcd itself returns, by the names of its `rpctypes` without the prefix `ErrGRPC`
 * (api/v3rpc/rpctypes/error.go, 3.4 to 3.7).
 */
export type EtcdErrorCode =
  | 'EmptyKey'
  | 'KeyNotFound'
  | 'ValueProvided'
  | 'LeaseProvided'
  | 'TooManyOps'
  | 'DuplicateKey'
  | 'InvalidClientAPIVersion'
  | 'InvalidSortOption'
  | 'Compacted'
  | 'FutureRev'
  | 'NoSpace'
  | 'LeaseNotFound'
  | 'LeaseExist'
  | 'LeaseTTLTooLarge'
  | 'WatchCanceled'
  | 'MemberExist'
  | 'PeerURLExist'
  | 'MemberNotEnoughStarted'
  | 'MemberBadURLs'
  | 'MemberNotFound'
  | 'MemberNotLearner'
  | 'LearnerNotReady'
  | 'TooManyLearners'
  | 'ClusterIDMismatch'
  | 'RequestTooLarge'
  | 'RequestTooManyRequests'
  | 'RootUserNotExist'
  | 'RootRoleNotExist'
  | 'UserAlreadyExist'
  | 'UserEmpty'
  | 'UserNotFound'
  | 'RoleAlreadyExist'
  | 'RoleNotFound'
  | 'RoleEmpty'
  | 'AuthFailed'
  | 'PermissionNotGiven'
  | 'PermissionDenied'
  | 'RoleNotGranted'
  | 'PermissionNotGranted'
  | 'AuthNotEnabled'
  | 'InvalidAuthToken'
  | 'InvalidAuthMgmt'
  | 'AuthOldRevision'
  | 'NoLeader'
  | 'NotLeader'
  | 'LeaderChanged'
  | 'NotCapable'
  | 'Stopped'
  | 'Timeout'
  | 'TimeoutDueToLeaderFail'
  | 'TimeoutDueToConnectionLost'
  | 'TimeoutWaitAppliedIndex'
  | 'Unhealthy'
  | 'Corrupt'
  | 'NotSupportedForLearner'
  | 'BadLeaderTransferee'
  | 'WrongDowngradeVersionFormat'
  | 'InvalidDowngradeTargetVersion'
  | 'ClusterVersionUnavailable'
  | 'DowngradeInProcess'
  | 'NoInflightDowngrade';

/** Why an endpoint could not be connected to, or is not trusted. */
export type ConnectErrorCode =
  /** The endpoint is not `http(s)://host:port`. */
  | 'EndpointInvalid'
  /** The endpoint is plain http and the connection's own are https. It was not dialled. */
  | 'EndpointUnprotected'
  /** The host's name has no address. */
  | 'NameNotResolved'
  /** Nothing listens on the port. */
  | 'ConnectionRefused'
  /** Nothing answered in time while connecting. */
  | 'ConnectTimeout'
  /** The connection was made and then cut. */
  | 'ConnectionCut'
  /** Plain http was sent to a port that speaks TLS. */
  | 'ServerSpeaksTls'
  /** TLS was sent to a port that speaks plain http. */
  | 'ServerSpeaksPlain'
  /** No TLS version or cipher in common. */
  | 'TlsHandshakeFailed'
  /** The server's certificate is not signed by the connection's CA. */
  | 'ServerCertificateUntrusted'
  /** The server's certificate does not name the endpoint dialled. */
  | 'ServerCertificateNameMismatch'
  /** The server's certificate has expired, or is not valid yet. */
  | 'ServerCertificateExpired'
  /** The server requires a client certificate and the connection has none. */
  | 'ClientCertificateRequired'
  /** The server does not trust the CA of the client certificate. */
  | 'ClientCertificateUntrusted'
  /** The client certificate has expired. */
  | 'ClientCertificateExpired'
  /** The server refused the client certificate for another reason. */
  | 'ClientCertificateRefused'
  /** What answered is not an etcd server. */
  | 'NotEtcd'
  /** What answered serves no metrics of this member. */
  | 'NoMetrics'
  /** No member answers, and no reason is known. */
  | 'Unavailable';

/** Why the endpoints cannot be reached through an SSH host. */
export type SshErrorCode =
  /** The SSH host could not be reached, or hung up: `message` says how. */
  | 'SshUnreachable'
  /** What answered is no SSH server, or shares no algorithm with this client. */
  | 'SshHandshakeFailed'
  /** The operator has not confirmed yet that this key is the host's. */
  | 'SshHostKeyUnknown'
  /** The host presents another key than the trusted one. */
  | 'SshHostKeyChanged'
  /** The host refuses the user, the key or the password. */
  | 'SshAuthFailed'
  /** The operator's session has no SSH agent, or it does not answer. */
  | 'SshAgentMissing'
  /** The file holds no usable SSH key. */
  | 'SshKeyInvalid'
  | 'SshPassphraseRequired'
  | 'SshPassphraseWrong'
  | 'SshPasswordRequired'
  /** The SSH host does not let this user forward to the endpoint. */
  | 'SshForwardRefused'
  /** A file on the SSH host cannot be read, not even with sudo. */
  | 'SshFileNotReadable';

/** Why a snapshot, its copies in an object store, or a restore is of no use. */
export type SnapshotErrorCode =
  /** The file is no database of etcd, or holds no keys that can be read: `reason` in the detail. */
  | 'SnapshotInvalid'
  /** The snapshot was saved, its bytes as they were sent, and is not whole: `message` says what is wrong first. */
  | 'SnapshotDamaged'
  /** The file was changed since it was read, or while it was. */
  | 'SnapshotChanged'
  /** What was kept to open the file faster is damaged, and was thrown away: the next read takes the file itself. */
  | 'IndexDamaged'
  /** It is the last verified snapshot of its cluster, which is not deleted here. */
  | 'LastVerified'
  /** The object store could not be reached: `message` says how. */
  | 'StoreUnreachable'
  /** The object store refused: `message` has its text, and `status` in the detail its HTTP status. */
  | 'StoreRefused'
  /** No access key is stored for the object store, or the environment has none. */
  | 'StoreSecretMissing'
  /** What the object store holds, or would hold, is not what was read. */
  | 'StoreHashMismatch'
  /** No etcdutl, etcdctl or etcd was found that can do it: `program` in the detail. */
  | 'ToolMissing'
  /** The tool ended with a fault: `message` has its last words. */
  | 'RestoreFailed';

/** Why etcd could not be got. Nothing of it was kept. */
export type ProgramErrorCode =
  /** The release did not arrive: `message` says how, and `address` in the detail where from. */
  | 'DownloadFailed'
  /** What arrived is not what was pinned: `address`, and `expected` and `received`, its SHA-256, in the detail. */
  | 'DownloadMismatch'
  /** The archive is damaged, or holds something else than etcd's programs: `address` in the detail. */
  | 'ArchiveInvalid'
  /** The package manager, Go, or the etcd that was got ended with a fault: `message` has its last words. */
  | 'InstallFailed';

/** What is wrong with the request, or with a file it names; nothing was sent to the cluster. */
export type InputErrorCode =
  | 'BadRequest'
  /** No revision is known to be as old as the history to keep: `knownMs`, how far back times are known, in the detail. */
  | 'AgeUnknown'
  | 'FileNotFound'
  | 'FileNotReadable'
  | 'FileExists'
  | 'FileNotWritable'
  | 'DiskFull'
  | 'CertificateInvalid'
  | 'PrivateKeyInvalid'
  /** The client certificate comes without its key, and no pasted key is stored. */
  | 'PrivateKeyRequired'
  | 'PassphraseRequired'
  | 'PassphraseWrong'
  /** The private key does not belong to the client certificate. */
  | 'KeyMismatch'
  /** The settings file cannot be read, or another process holds it. */
  | 'SettingsDamaged'
  | 'SettingsLocked'
  /** The bytes are not what they claim to be: `offset` or `path` in the detail. */
  | 'ValueMalformed'
  /** The edited text cannot be stored in its form: `path`, and `line` if known, in the detail. */
  | 'ValueNotEncodable'
  /** Reading the value would take more time, text or memory than any genuine value: `bound` in the detail. */
  | 'ValueTooCostly'
  /** A `.proto` file cannot be used: `file` and `reason` in the detail, and `line` if known. */
  | 'ProtoInvalid'
  /** The schema table has no such apiVersion and kind. */
  | 'KindUnknown'
  /** The bundle cannot be read: `reason` in the detail, and `place` if known; `bytes` 0 when it is empty. */
  | 'BundleInvalid'
  /** The EncryptionConfiguration cannot be read: `path` in the detail. */
  | 'EncryptionConfigurationInvalid'
  /** No key of the EncryptionConfiguration opens the value, or the key of its name is wrong. */
  | 'EncryptionKeyMissing'
  /** The plan was executed or discarded, or has expired. */
  | 'PlanUnknown'
  /** The key belongs to a Kubernetes registry, where every write needs a plan: `plans.planKey`. Nothing was sent. */
  | 'PlanRequired'
  /** The changes do not fit in memory. */
  | 'PlanTooLarge'
  /** Keys were attached to the lease since the plan was made: `keys`, how many, in the detail. Nothing was revoked. */
  | 'LeaseHoldsMore'
  /** The journal has no such entry, or no longer keeps the values before. */
  | 'JournalEntryUnknown'
  /** Nothing of an entry of the journal can be undone: `reason` in the detail. Nothing was sent. */
  | 'UndoImpossible'
  /** A lost write only creates keys: no write can permanently keep it from happening. */
  | 'FenceImpossible';

/** Why an act on members is refused here, where the server would do it or hang. Nothing was sent. */
export type MembershipErrorCode =
  /** Fewer healthy voting members than the new quorum would be left, or one of them does not answer now. */
  | 'QuorumAtRisk'
  /** The last voting member cannot be removed. */
  | 'LastVoter'
  /** Another change of members is not finished: a member has not started, or a learner waits. */
  | 'MembershipBusy'
  /** A member is so far behind that it needs a snapshot of the leader. */
  | 'MemberLagging'
  /** The members' version has a defect that this act meets: `fixed` in the detail. */
  | 'VersionUnsafe';

/**
 * Every reason a call can fail. A closed set: `failure-words/` has text for each, for the window and the command line.
 */
export type ErrorCode =
  | EtcdErrorCode
  | ConnectErrorCode
  | SshErrorCode
  | InputErrorCode
  | MembershipErrorCode
  | SnapshotErrorCode
  | ProgramErrorCode
  /** The guard of a write did not hold: the key changed since it was read. Nothing was written. */
  | 'Conflict'
  /** A write was sent and its answer never came: it may or may not have happened. It is never resent automatically. */
  | 'OutcomeUnknown'
  /** A read was not answered in time. */
  | 'DeadlineExceeded'
  /** The member answered with an error that has no code here; `message` has its text. */
  | 'Unrecognised'
  /** The server is too old for this call. */
  | 'Unimplemented'
  /** The caller stopped the call. */
  | 'Cancelled'
  /** The connection does not exist, or is not open. */
  | 'ConnectionUnknown'
  | 'ConnectionNotOpen'
  /** The source is not open: no stream holds it. */
  | 'SourceNotOpen'
  /** The file does not have the key, and does not cover it: whether the key existed is unknown. */
  | 'KeyNotCovered'
  /** The connection accepts no writes until it is unlocked. Nothing was sent. */
  | 'ReadOnly'
  /** etcd uses the client certificate's common name as the user, and has no such user: `user` in the detail. */
  | 'CertificateUserUnknown'
  /** The connection needs a password and none is stored. */
  | 'PasswordRequired'
  /** The snapshot's bytes do not match the hash at its end. */
  | 'SnapshotHashMismatch'
  | 'SnapshotTruncated'
  | 'SandboxBinaryMissing'
  | 'SandboxFailed'
  /** An act in a lab cannot be done to what there is now: `message` says why. */
  | 'LabActRefused'
  /** An answer, from a server or from the host, exceeds the limit: `bytes` and `most` in the detail. */
  | 'AnswerTooLarge'
  /** The work exceeded its memory limit and was ended. */
  | 'OutOfMemory'
  /** The contract has no such method; the host refuses the call. */
  | 'MethodUnknown'
  /** The other side of the wire is gone. */
  | 'BackendClosed'
  /** A bug of etcdeck's own. */
  | 'Internal';

/** A failure as it crosses the wire: data, never a stack. */
export interface Failure {
  readonly code: ErrorCode;
  /** What happened, in the text of the server or library that refused, without pointers and secrets. */
  readonly message: string;
  /** The endpoint that was asked, if any. */
  readonly endpoint?: string;
  readonly member?: MemberId;
  /** The call that failed, by its name in the contract or in etcd's API. */
  readonly operation?: string;
  /** Whether the same call may succeed later without the operator changing anything. */
  readonly retry: boolean;
  /** Facts for the message: a compacted revision, a file, the current modRevision of a key in conflict. */
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** The answer to one call: its value, or its failure. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** A failure as an error. Core throws it, the wire carries it as data, and the client throws it again. */
export class EtcdeckError extends Error implements Failure {
  override readonly name = 'EtcdeckError';
  readonly code: ErrorCode;
  readonly endpoint?: string;
  readonly member?: MemberId;
  readonly operation?: string;
  readonly retry: boolean;
  readonly detail?: Readonly<Record<string, string | number>>;

  constructor(failure: Omit<Failure, 'retry'> & { readonly retry?: boolean }, options?: { cause?: unknown }) {
    super(failure.message, options);
    this.code = failure.code;
    this.retry = failure.retry ?? false;
    if (failure.endpoint !== undefined) this.endpoint = failure.endpoint;
    if (failure.member !== undefined) this.member = failure.member;
    if (failure.operation !== undefined) this.operation = failure.operation;
    if (failure.detail !== undefined) this.detail = failure.detail;
  }

  /** Returns the failure as data, for the wire. */
  toFailure(): Failure {
    return {
      code: this.code,
      message: this.message,
      retry: this.retry,
      ...(this.endpoint === undefined ? {} : { endpoint: this.endpoint }),
      ...(this.member === undefined ? {} : { member: this.member }),
      ...(this.operation === undefined ? {} : { operation: this.operation }),
      ...(this.detail === undefined ? {} : { detail: this.detail }),
    };
  }
}
