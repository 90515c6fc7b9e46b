import type { EtcdErrorCode } from '../../contract/failure.ts';

/** gRPC's status codes by number. Defined here, so that naming a failure does not load gRPC. */
export const grpcStatus = {
  cancelled: 1,
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  outOfRange: 11,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  dataLoss: 15,
  unauthenticated: 16,
} as const;

type GrpcStatusName = keyof typeof grpcStatus;

// api/v3rpc/rpctypes/error.go at 3.7.1, without the prefix `etcdserver: `. A second status is that of 3.4 and 3.5.
// Nothing else differs since 3.4.
const table: Readonly<Record<EtcdErrorCode, readonly [text: string, status: GrpcStatusName, older?: GrpcStatusName]>> =
  {
    EmptyKey: ['key is not provided', 'invalidArgument'],
    KeyNotFound: ['key not found', 'invalidArgument'],
    ValueProvided: ['value is provided', 'invalidArgument'],
    LeaseProvided: ['lease is provided', 'invalidArgument'],
    TooManyOps: ['too many operations in txn request', 'invalidArgument'],
    DuplicateKey: ['duplicate key given in txn request', 'invalidArgument'],
    InvalidClientAPIVersion: ['invalid client api version', 'invalidArgument'],
    InvalidSortOption: ['invalid sort option', 'invalidArgument'],
    Compacted: ['mvcc: required revision has been compacted', 'outOfRange'],
    FutureRev: ['mvcc: required revision is a future revision', 'outOfRange'],
    NoSpace: ['mvcc: database space exceeded', 'resourceExhausted'],
    LeaseNotFound: ['requested lease not found', 'notFound'],
    LeaseExist: ['lease already exists', 'failedPrecondition'],
    LeaseTTLTooLarge: ['too large lease TTL', 'outOfRange'],
    WatchCanceled: ['watch canceled', 'cancelled'],
    MemberExist: ['member ID already exist', 'failedPrecondition'],
    PeerURLExist: ['Peer URLs already exists', 'failedPrecondition'],
    MemberNotEnoughStarted: ['re-configuration failed due to not enough started members', 'failedPrecondition'],
    MemberBadURLs: ['given member URLs are invalid', 'invalidArgument'],
    MemberNotFound: ['member not found', 'notFound'],
    MemberNotLearner: ['can only promote a learner member', 'failedPrecondition'],
    LearnerNotReady: ['can only promote a learner member which is in sync with leader', 'failedPrecondition'],
    TooManyLearners: ['too many learner members in cluster', 'failedPrecondition'],
    ClusterIDMismatch: ['cluster ID mismatch', 'failedPrecondition'],
    RequestTooLarge: ['request is too large', 'invalidArgument'],
    RequestTooManyRequests: ['too many requests', 'resourceExhausted'],
    RootUserNotExist: ['root user does not exist', 'failedPrecondition'],
    RootRoleNotExist: ['root user does not have root role', 'failedPrecondition'],
    UserAlreadyExist: ['user name already exists', 'failedPrecondition'],
    UserEmpty: ['user name is empty', 'invalidArgument'],
    UserNotFound: ['user name not found', 'failedPrecondition'],
    RoleAlreadyExist: ['role name already exists', 'failedPrecondition'],
    RoleNotFound: ['role name not found', 'failedPrecondition'],
    RoleEmpty: ['role name is empty', 'invalidArgument'],
    AuthFailed: ['authentication failed, invalid user ID or password', 'invalidArgument'],
    PermissionNotGiven: ['permission not given', 'invalidArgument'],
    PermissionDenied: ['permission denied', 'permissionDenied'],
    RoleNotGranted: ['role is not granted to the user', 'failedPrecondition'],
    PermissionNotGranted: ['permission is not granted to the role', 'failedPrecondition'],
    AuthNotEnabled: ['authentication is not enabled', 'failedPrecondition'],
    InvalidAuthToken: ['invalid auth token', 'unauthenticated'],
    InvalidAuthMgmt: ['invalid auth management', 'invalidArgument'],
    AuthOldRevision: ['revision of auth store is old', 'invalidArgument'],
    NoLeader: ['no leader', 'unavailable'],
    NotLeader: ['not leader', 'failedPrecondition'],
    LeaderChanged: ['leader changed', 'unavailable'],
    NotCapable: ['not capable', 'failedPrecondition', 'unavailable'],
    Stopped: ['server stopped', 'unavailable'],
    Timeout: ['request timed out', 'unavailable'],
    TimeoutDueToLeaderFail: ['request timed out, possibly due to previous leader failure', 'unavailable'],
    TimeoutDueToConnectionLost: ['request timed out, possibly due to connection lost', 'unavailable'],
    TimeoutWaitAppliedIndex: ['request timed out, waiting for the applied index took too long', 'unavailable'],
    Unhealthy: ['unhealthy cluster', 'unavailable'],
    Corrupt: ['corrupt cluster', 'dataLoss'],
    NotSupportedForLearner: ['rpc not supported for learner', 'failedPrecondition', 'unavailable'],
    BadLeaderTransferee: ['bad leader transferee', 'failedPrecondition'],
    WrongDowngradeVersionFormat: ['wrong downgrade target version format', 'invalidArgument'],
    InvalidDowngradeTargetVersion: ['invalid downgrade target version', 'invalidArgument'],
    ClusterVersionUnavailable: ['cluster version not found during downgrade', 'failedPrecondition', 'unavailable'],
    DowngradeInProcess: ['cluster has a downgrade job in progress', 'failedPrecondition'],
    NoInflightDowngrade: ['no inflight downgrade job', 'failedPrecondition'],
  };

// Maintenance and streams return the auth store's own errors, unconverted: status UNKNOWN, prefix `auth: `, and texts
// that differ from rpctypes (server/auth/store.go).
const authStoreTexts: Readonly<Record<string, EtcdErrorCode>> = {
  'revision in header is old': 'AuthOldRevision',
  'user already exists': 'UserAlreadyExist',
  'user not found': 'UserNotFound',
  'role already exists': 'RoleAlreadyExist',
  'role not found': 'RoleNotFound',
  'authentication failed, password was given for no password user': 'AuthFailed',
};

// The compiler checks the table against the union, so its keys are the codes.
const codes = Object.keys(table) as readonly EtcdErrorCode[];
const byText = new Map(codes.map((code) => [table[code][0], code]));

/**
 * Returns etcd's name of an error, or `null` where it is not one of etcd's: both its text and its status must be etcd's
 * own.
 */
export function etcdErrorCode(status: number, details: string): EtcdErrorCode | null {
  if (details.startsWith('auth: ')) {
    const text = details.slice('auth: '.length);
    return status === grpcStatus.unknown ? (authStoreTexts[text] ?? byText.get(text) ?? null) : null;
  }
  if (!details.startsWith('etcdserver: ')) return null;
  const code = byText.get(details.slice('etcdserver: '.length));
  if (code === undefined) return null;
  const [, name, older] = table[code];
  return status === grpcStatus[name] || (older !== undefined && status === grpcStatus[older]) ? code : null;
}

/** Returns the number of a gRPC status by Go's name for it, such as `PermissionDenied`. */
export function statusOfGoName(name: string): number {
  const known: Readonly<Record<string, number | undefined>> = { ...grpcStatus, canceled: grpcStatus.cancelled };
  return known[`${name.charAt(0).toLowerCase()}${name.slice(1)}`] ?? grpcStatus.unknown;
}

/** Returns whether a code is one of etcd's own names: a member was reached and refused. */
export function isEtcdErrorCode(code: string): code is EtcdErrorCode {
  return Object.hasOwn(table, code);
}
