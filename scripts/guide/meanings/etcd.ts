import type { EtcdErrorCode } from '../../../src/contract/failure.ts';

/** What the refusals of etcd mean, in Markdown. */
export const etcdMeanings: Readonly<Record<EtcdErrorCode, string>> = {
  EmptyKey: 'etcd stores nothing under a key without bytes, and refuses it for reads of one key as well.',
  KeyNotFound:
    'At the revision that was read, nothing is stored under this key. It may never have existed, or was deleted, by hand, by another client or with its lease. [Its past](keys.md#look-at-the-past) tells which, while it is not compacted.',
  ValueProvided: 'A put with `--ignore-value` keeps the value that the key has, and takes none beside it.',
  LeaseProvided: 'A put with `--ignore-lease` keeps the lease that the key has, and takes none beside it.',
  TooManyOps:
    'A member takes so many comparisons and so many operations in a part of a transaction. Plans are sent in parts that fit; [a transaction that you build](transactions.md) is sent as it is.',
  DuplicateKey:
    'In one branch of a transaction, a key may be put once, and not lie in a range that the branch deletes.',
  InvalidClientAPIVersion: 'Client and server do not speak the same version of the API. etcdeck speaks to 3.4 to 3.7.',
  InvalidSortOption: 'The server does not know the order, or the field, that keys were to be sorted by.',
  Compacted:
    'etcd keeps the history of keys until it is compacted, by hand, by `--auto-compaction-retention` or, under Kubernetes, by the API server every five minutes. What lies before the compacted revision is gone from the cluster; a [snapshot](snapshots.md) that was saved before may still hold it.',
  FutureRev:
    'The revision counts the changes of a cluster, and this one is beyond the last. It happens when a number comes from another cluster, from before a restore, or was read from a member that is ahead.',
  NoSpace:
    'The database of a member has reached its quota (`--quota-backend-bytes`, 2 GiB unless it was set), and raised the alarm NOSPACE. All members then refuse what adds data; reads and deletions go on. The alarm stays after there is room again, until it is disarmed. [One plan leads out of it](maintenance.md#out-of-space).',
  LeaseNotFound:
    'A lease that ends takes the keys that are attached to it along. Either its time ran out because nothing kept it alive, or it was revoked.',
  LeaseExist: 'Leases have numbers, which the server usually chooses. The one that was asked for is taken.',
  LeaseTTLTooLarge: 'etcd takes times to live of 9,000,000,000 seconds at most.',
  WatchCanceled:
    'The member ended this watch by itself, for instance because the user lost the permission to read the keys, or because history that it had still to send was compacted.',
  MemberExist: 'A member of this ID is in the list of members. The ID is made of the peer URLs and the time.',
  PeerURLExist: 'Members reach each other by their peer URLs, so no two may have the same one.',
  MemberNotEnoughStarted:
    'With `--strict-reconfig-check`, which is on by default, etcd refuses a change of members after which fewer members than a quorum would have started.',
  MemberBadURLs: 'A peer URL has a scheme, a host and a port, and no path. It is where other members reach this one.',
  MemberNotFound: 'The ID is not in the list of members. A member that was removed never comes back under its ID.',
  MemberNotLearner: 'Promoting makes a learner a voting member. This one votes, so there is nothing to do.',
  LearnerNotReady:
    'etcd promotes a learner only when it has nine tenths of the log of the leader. A learner that does not come closer is too slow, or its network is. [Add a member](members.md#add-a-member) shows how far it is.',
  TooManyLearners:
    'A cluster takes one learner at a time unless `--max-learners` was raised: each costs the leader work.',
  ClusterIDMismatch:
    'Every cluster has an ID, and each answer carries it. An endpoint answered with another one than this connection has known. Nothing was written there. A restore makes a new cluster with a new ID, also behind the same addresses.',
  RequestTooLarge:
    'A server takes requests up to `--max-request-bytes`. Values of this size are slow for every member, since each is copied to all of them and kept in their history.',
  RequestTooManyRequests:
    'The member has more proposals under way than it has applied, by 5,000 or so: writes come faster than its disk, or than the quorum.',
  RootUserNotExist: 'Authentication cannot be turned on without a user `root`, who could then change users and roles.',
  RootRoleNotExist: 'Authentication cannot be turned on while the user `root` does not have the role `root`.',
  UserAlreadyExist: 'Users are told apart by their names.',
  UserEmpty:
    'Authentication is on, and the request named no user. etcd also takes the common name of a client certificate for the user, where it runs with `--client-cert-auth`.',
  UserNotFound: 'The cluster has no user of this name. Names are compared letter by letter.',
  RoleAlreadyExist: 'Roles are told apart by their names.',
  RoleNotFound: 'The cluster has no role of this name. Names are compared letter by letter.',
  RoleEmpty: 'A role has a name of at least one letter.',
  AuthFailed:
    'etcd does not say whether it is the user or the password, and neither can etcdeck. A user that was added without a password can sign in by a certificate only.',
  PermissionNotGiven: 'A permission is of a kind, read, write or both, for a key or a range.',
  PermissionDenied:
    'Authentication is on, and no role of the user permits this. A read needs a permission for its whole range: of a larger range, etcd answers nothing. Acts on members, snapshots and maintenance take the role `root`. [Access](access.md) says what a user may do.',
  RoleNotGranted: 'The role was not granted to this user, or somebody revoked it meanwhile.',
  PermissionNotGranted: 'The role has no permission of exactly this range. A part of a range cannot be revoked.',
  AuthNotEnabled: 'A user was to sign in, and the cluster has authentication turned off: it knows nobody.',
  InvalidAuthToken:
    'Signing in gives a token. A member forgets simple tokens when it is restarted or after five minutes without use, and a `jwt` token runs out. etcdeck signs in again by itself where it has the password.',
  InvalidAuthMgmt: 'With authentication on, neither the user `root` nor its role `root` can be deleted or revoked.',
  AuthOldRevision: 'The token is from before the last change of users or roles. Another sign-in gives a new one.',
  NoLeader:
    'Without a leader nothing can be written, and reads that must be current fail too. A leader is elected within a second or so where a quorum of voting members reaches each other. If it stays so, the quorum is lost: [what to do then](cluster.md#when-quorum-is-lost).',
  NotLeader: 'What was asked is done by the leader alone, and leadership has just moved.',
  LeaderChanged: 'The request was under way while another member became leader. A write may have been done or not.',
  NotCapable:
    'A cluster works as its oldest member does. It has what a version brings once all members run this version.',
  Stopped: 'The member is being shut down, and takes no more requests.',
  Timeout:
    'The member waited for the cluster longer than it does: seven seconds or so. Slow disks, and a quorum that is just lost, are what causes it most. For a write that means that it may still be done.',
  TimeoutDueToLeaderFail:
    'The member had no leader while it waited. The request may have been lost with the one before.',
  TimeoutDueToConnectionLost: 'The member could not reach the others while it waited, so that it had no quorum.',
  TimeoutWaitAppliedIndex:
    'For a read that is current, a member must first have applied what the leader has. This one is behind: its disk or its processor does not keep up.',
  Unhealthy: 'The member refuses what would endanger a cluster of which a part does not answer.',
  Corrupt:
    'Members compared their data, by `--experimental-initial-corrupt-check` or its like, and found that it differs. Which one is right has to be found out before anything else: [Members that differ](maintenance.md#members-that-differ).',
  NotSupportedForLearner:
    'A learner receives the log and has no vote. It answers reads that need not be current, and its own status.',
  BadLeaderTransferee: 'Leadership can be moved to a voting member that is up and follows the log; not to a learner.',
  WrongDowngradeVersionFormat: 'The version of a downgrade has a major and a minor number, such as `3.5`.',
  InvalidDowngradeTargetVersion: 'A downgrade goes one minor version down from the version of the cluster.',
  ClusterVersionUnavailable: 'The version of a cluster is agreed on a few seconds after its members have started.',
  DowngradeInProcess: 'A downgrade was begun, and is finished once all members run the lower version.',
  NoInflightDowngrade: 'A downgrade is cancelled with this, and none was begun, or all members have done it.',
};
