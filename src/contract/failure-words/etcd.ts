import type { EtcdErrorCode, Failure } from '../failure.ts';
import { silentWords } from './members.ts';
import { fact, type Words, type WordTable } from './words.ts';

const again = 'Try again in a moment.';

/** Calls that etcd answers to users with the role root alone, where it asks for a role at all. */
const rootOnly =
  /^(?:alarm\w*|compact\w*|defragment|downgrade\w*|hash|hashKV|member\w+|moveLeader|snapshot|status|(?:auth|role|user)[A-Z]\w*)$/;

const orElse = 'or connect as another user.';

/** What a call would take; a refused read also names the user and the keys that the user may read. */
function deniedWords({ operation = '', detail }: Failure): Words {
  const action = `Ask for a role that covers these keys, ${orElse}`;
  const { user, readable } = detail ?? {};
  if (user !== undefined) {
    const instead = readable === '' ? 'It may read no key' : `It may read ${readable}`;
    return { title: `Your user, ${user}, may not read this.`, action: `${instead}. ${action}` };
  }
  if (rootOnly.test(operation)) {
    return { title: 'Your user may not do this: it takes the role root.', action: `Ask for the role root, ${orElse}` };
  }
  switch (operation) {
    case 'range':
    case 'rangeStream':
    case 'watch':
      return {
        title: `Your user may not ${operation === 'watch' ? 'watch' : 'read'} these keys.`,
        action: `Ask for a role that may read all of them, ${orElse}`,
      };
    case 'put':
    case 'deleteRange':
      return { title: 'Your user may not write these keys.', action: `Ask for a role that may write them, ${orElse}` };
    case 'txn':
      return {
        title: 'Your user may not do this: it takes permission to read and write these keys.',
        action,
      };
    case 'leaseLeases':
    case 'leaseTimeToLive':
      return {
        title: 'Your user may not read every key of these leases.',
        action: `Ask for a role that may read them, ${orElse}`,
      };
    case 'leaseRevoke':
      return {
        title: 'Your user may not write every key of this lease.',
        action: `Ask for a role that may write them, ${orElse}`,
      };
    default:
      return { title: 'Your user may not do this.', action };
  }
}

function compactedWords(failure: Failure): Words {
  if (failure.operation === 'restores.compareHash') {
    return {
      title: 'The member has compacted what would be compared.',
      action: 'It may hold what the file holds, or something else. A snapshot that was saved later can be compared.',
    };
  }
  const isKnown = failure.detail?.compactRevision !== undefined;
  return {
    title: isKnown
      ? `History before revision ${fact(failure, 'compactRevision', '')} is compacted.`
      : 'The history that was asked for is compacted.',
    action:
      failure.detail?.of === 'snapshot'
        ? 'Choose a later revision: the older ones are not in this file. One that was saved earlier may hold them.'
        : 'Choose a later revision. A snapshot file may still hold the older ones.',
  };
}

/** The words for `EtcdErrorCode`. */
export const etcdWords: WordTable<EtcdErrorCode> = {
  EmptyKey: { title: 'A key cannot be empty.', action: 'Give the key at least one byte.' },
  KeyNotFound: { title: 'The key does not exist.', action: 'It may have been deleted: reload the folder.' },
  ValueProvided: { title: 'A value was sent where the old one is kept.', action: 'Leave one of the two out.' },
  LeaseProvided: { title: 'A lease was sent where the old one is kept.', action: 'Leave one of the two out.' },
  TooManyOps: {
    title: 'The transaction has more operations than the server takes.',
    action: 'Send fewer at once; the server’s limit is --max-txn-ops, 128 by default.',
  },
  DuplicateKey: { title: 'The transaction writes one key twice.', action: 'Leave one of the writes out.' },
  InvalidClientAPIVersion: {
    title: 'The server does not take this client’s API version.',
    action: 'Update etcdeck, or the server.',
  },
  InvalidSortOption: { title: 'The server cannot sort this way.', action: 'Choose another order.' },
  Compacted: compactedWords,
  FutureRev: {
    title: 'That revision has not happened yet.',
    action: 'Choose one that is not after the current revision.',
  },
  NoSpace: ({ operation }) =>
    operation === 'alarmDisarm'
      ? {
          title: 'A member is still above its quota.',
          action: 'Delete keys and reclaim again, or start every member with a higher --quota-backend-bytes.',
        }
      : {
          title: 'The cluster is out of space and takes no writes.',
          action: 'Compact, defragment each member, then disarm the NOSPACE alarm.',
        },
  LeaseNotFound: { title: 'The lease does not exist.', action: 'It has ended or was revoked, and its keys with it.' },
  LeaseExist: { title: 'A lease with this id exists.', action: 'Choose another id, or let the server choose.' },
  LeaseTTLTooLarge: { title: 'The TTL is too large.', action: 'Choose a shorter one.' },
  WatchCanceled: {
    title: 'The server ended the watch.',
    action: 'Start it again; it can go on from the last revision seen.',
  },
  MemberExist: { title: 'This member is in the cluster already.', action: 'Look it up in the member list.' },
  PeerURLExist: { title: 'Another member has this peer URL.', action: 'Choose a peer URL of its own.' },
  MemberNotEnoughStarted: {
    title: 'Too few members run for this change.',
    action: 'Bring the stopped members back first; the change would cost the quorum.',
  },
  MemberBadURLs: { title: 'A peer URL is not valid.', action: 'Write it as https://host:2380.' },
  MemberNotFound: {
    title: 'The cluster has no such member.',
    action: 'Reload the member list; it may have been removed.',
  },
  MemberNotLearner: { title: 'The member votes already.', action: 'Only a learner can be promoted.' },
  LearnerNotReady: {
    title: 'The learner has not caught up with the leader.',
    action: 'Wait until it has, then promote it.',
  },
  TooManyLearners: { title: 'The cluster has as many learners as it may.', action: 'Promote or remove one first.' },
  ClusterIDMismatch: {
    title: 'An endpoint belongs to another cluster than before.',
    action:
      'After a restore the cluster has a new id: connect again. Otherwise keep only the endpoints of one cluster in the connection.',
  },
  RequestTooLarge: {
    title: 'The value is larger than the server takes.',
    action: 'Make it smaller; the limit is --max-request-bytes, 1.5 MiB by default.',
  },
  RequestTooManyRequests: { title: 'The server has too many requests in flight.', action: again },
  RootUserNotExist: { title: 'There is no user “root”.', action: 'Add it before you enable authentication.' },
  RootRoleNotExist: {
    title: 'The user “root” lacks the role “root”.',
    action: 'Grant it before you enable authentication.',
  },
  UserAlreadyExist: { title: 'A user with this name exists.', action: 'Choose another name.' },
  UserEmpty: {
    title: 'The cluster asks for a user, and none is given.',
    action: 'Give a user and password, or the client certificate of a user: etcd takes its common name.',
  },
  UserNotFound: { title: 'There is no such user.', action: 'Check the name.' },
  RoleAlreadyExist: { title: 'A role with this name exists.', action: 'Choose another name.' },
  RoleNotFound: { title: 'There is no such role.', action: 'Check the name.' },
  RoleEmpty: { title: 'The role name is empty.', action: 'Give a name.' },
  AuthFailed: { title: 'User or password is wrong.', action: 'Type the password again, and check the user’s name.' },
  PermissionNotGiven: {
    title: 'No permission was given to grant.',
    action: 'Choose read, write or both, and a range.',
  },
  PermissionDenied: deniedWords,
  RoleNotGranted: { title: 'The user does not have this role.', action: 'Reload the user.' },
  PermissionNotGranted: { title: 'The role does not have this permission.', action: 'Reload the role.' },
  AuthNotEnabled: {
    title: 'This cluster has no authentication enabled, and a user was given.',
    action: 'Leave the user empty in the connection.',
  },
  InvalidAuthToken: { title: 'The server no longer takes the token of this login.', action: 'Connect again.' },
  InvalidAuthMgmt: {
    title: 'The server refused this change of users or roles.',
    action: 'The user “root” cannot be taken apart while authentication is on.',
  },
  AuthOldRevision: { title: 'Users or roles changed meanwhile.', action: 'Try again.' },
  NoLeader: {
    title: 'The cluster has no leader: writes do not work.',
    action: 'Bring enough voting members back for a quorum. A snapshot can still be saved from a member that runs.',
  },
  NotLeader: { title: 'The member asked is not the leader.', action: again },
  LeaderChanged: { title: 'The leader changed meanwhile.', action: again },
  NotCapable: { title: 'The cluster is too old for this.', action: 'Every member must run a version that has it.' },
  Stopped: { title: 'The member is stopping.', action: 'Try again when it is back, or ask another member.' },
  Timeout: { title: 'The member did not answer in time.', action: again },
  TimeoutDueToLeaderFail: { title: 'The leader may have failed while the member waited.', action: again },
  TimeoutDueToConnectionLost: {
    title: 'The member lost its peers while it waited.',
    action: 'Check the network between members, then try again.',
  },
  TimeoutWaitAppliedIndex: { title: 'The member is behind and did not catch up in time.', action: again },
  Unhealthy: (failure) =>
    silentWords(failure) ?? {
      title: 'The cluster is not healthy enough for this.',
      action: 'See which member is down under Cluster.',
    },
  Corrupt: {
    title: 'A member’s data is corrupt.',
    action: 'Save a snapshot from a healthy member, then replace the corrupt one.',
  },
  NotSupportedForLearner: ({ operation }) =>
    operation === 'authenticate'
      ? {
          title: 'A learner signs nobody in, and no voting member did for it.',
          action: 'It tells how it is once a voting member answers: see which are down.',
        }
      : { title: 'A learner cannot answer this.', action: 'Ask a voting member.' },
  BadLeaderTransferee: { title: 'This member cannot become the leader.', action: 'Choose a healthy voting member.' },
  WrongDowngradeVersionFormat: { title: 'The version is not written as etcd expects.', action: 'Write it as 3.5.' },
  InvalidDowngradeTargetVersion: {
    title: 'The cluster cannot be downgraded to that version.',
    action: 'Only one minor version down is possible.',
  },
  ClusterVersionUnavailable: { title: 'The cluster has not agreed on its version yet.', action: again },
  DowngradeInProcess: { title: 'A downgrade is under way.', action: 'Finish or cancel it first.' },
  NoInflightDowngrade: { title: 'No downgrade is under way.', action: 'There is nothing to cancel.' },
};
