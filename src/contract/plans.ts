import type { CallOptions } from './abort.ts';
import type { ChangeSubject } from './change-subject.ts';
import type { AlarmType, Quorum } from './cluster.ts';
import type { ComparedKeys } from './compare.ts';
import type { ExecutionNotice } from './execution.ts';
import type { Failure } from './failure.ts';
import type { ClusterId, ConnectionId, LeaseId, MemberId } from './ids.ts';
import type { PerformanceLoad } from './maintenance.ts';
import type { OperationsBody } from './operations.ts';
import type { PlanConsequence } from './plan-consequences.ts';
import type { KeysBody } from './planned-changes.ts';
import type { Transaction } from './transactions.ts';

/** Names a plan. Executing or discarding the plan invalidates it. Bound to connection, cluster id and content. */
export type PlanToken = string & { readonly __brand: 'PlanToken' };

/** An act that changes keys. */
export type KeysAct =
  | 'put'
  | 'delete'
  | 'copy'
  | 'putBack'
  | 'move'
  | 'import'
  | 'undo'
  | 'object'
  | 'repair'
  | 'transaction'
  | 'fence';

/** An act that runs operations of the cluster. */
export type OperationsAct =
  | 'memberAdd'
  | 'memberPromote'
  | 'memberRemove'
  | 'memberReplace'
  | 'memberUpdate'
  | 'moveLeader'
  | 'defragment'
  | 'compact'
  | 'reclaim'
  | 'disarm'
  | 'downgrade'
  | 'checkPerformance'
  | 'userAdd'
  | 'userDelete'
  | 'userChangePassword'
  | 'userGrantRole'
  | 'userRevokeRole'
  | 'roleAdd'
  | 'roleDelete'
  | 'roleGrantPermission'
  | 'roleRevokePermission'
  | 'authEnable'
  | 'authDisable'
  | 'leaseGrant'
  | 'leaseRevoke';

/** The longest TTL that a server grants, in seconds. */
export const longestTTL = 9_000_000_000;

/** The most leases that one plan revokes. */
export const mostLeasesRevoked = 100;

/** Every act that needs a plan. */
export type PlanAct = KeysAct | OperationsAct;

/** An act before it is executed: its changes and their consequences. Making a plan changes nothing. */
export interface Plan {
  readonly token: PlanToken;
  readonly connection: ConnectionId;
  /** The cluster that the plan was made for. */
  readonly clusterId: ClusterId;
  readonly act: PlanAct;
  /** What it changes, for messages about it. */
  readonly subject: ChangeSubject;
  readonly body: KeysBody | OperationsBody;
  /** The quorum now and after it; `null` for what leaves the members as they are. */
  readonly quorum: { readonly before: Quorum; readonly after: Quorum } | null;
  /** Why it can be viewed only: executing it fails with this. `null`: it can be executed. */
  readonly refused: Failure | null;
  readonly consequences: readonly PlanConsequence[];
  /** Figures for the words of its consequences, by the names that their codes give. */
  readonly figures: Readonly<Record<string, string | number>>;
  /** The equivalent etcdctl commands, one a line. */
  readonly etcdctl: readonly string[];
  /** The safe way while Kubernetes' API server answers; empty for anything but Kubernetes. */
  readonly kubectl: readonly string[];
  /**
   * The text that the operator must type before the plan is executed; `null` when a click is enough, as for one key of
   * a connection that was unlocked by its name.
   */
  readonly confirmation: string | null;
  /** The revision that the plan was made at. */
  readonly revision: number;
  /** When the plan expires, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** A notice of planning: the progress, then the plan. `scanned`: keys looked at. */
export type PlanNotice =
  | { readonly kind: 'progress'; readonly scanned: number }
  | { readonly kind: 'planned'; readonly plan: Plan };

/** What to do with existing keys. With `refuse` the plan shows them, and executing it fails with `Conflict`. */
export type OnExisting = 'overwrite' | 'skip' | 'refuse';

/** Where a bundle comes from: a file on the machine where core runs, or its text. */
export type BundleSource =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'text'; readonly text: string };

/** A repair for a stuck Kubernetes object. */
export type ObjectRepair =
  | { readonly kind: 'removeFinalizer'; readonly finalizer: string }
  | { readonly kind: 'dropDeletionTimestamp' }
  | { readonly kind: 'deleteOrphan' };

/**
 * Every act that changes more than one key, bypasses Kubernetes' API server, or changes the cluster itself: first a
 * plan, then its execution. Planning is allowed on a read-only connection too, and fails with `PlanTooLarge` when the
 * changes do not fit in memory.
 */
export interface PlansApi {
  /**
   * Plans to write or delete one key: the only way for a key of a Kubernetes registry, where `keys.put` and
   * `keys.delete` fail with `PlanRequired`. `lease` is the same as in `keys.put`. Fails with `Conflict`
   * (`currentModRevision` in the detail), with `KeyNotFound` where there is no value to keep, and with `BadRequest` when
   * the value holds covered data.
   */
  planKey(
    request: {
      readonly connection: ConnectionId;
      readonly key: Uint8Array;
      readonly expectedModRevision: number;
      /** The value to write, or `keep` for the key's present one, as for attaching a lease; `null` deletes the key. */
      readonly put: { readonly value: Uint8Array | 'keep'; readonly lease: LeaseId | null | 'keep' } | null;
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Plans to delete every key that begins with a prefix, or the keys named. */
  planDelete(
    request: {
      readonly connection: ConnectionId;
      readonly keys:
        | { readonly kind: 'prefix'; readonly prefix: Uint8Array }
        | { readonly kind: 'keys'; readonly keys: readonly Uint8Array[] };
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to copy keys from any source beneath a prefix of a connection; each key keeps its name after the source's
   * prefix, and `names` restricts the copy to these names. A move also deletes the copied keys, and needs a source at
   * the head of the same connection.
   */
  planCopy(
    request: {
      readonly from: ComparedKeys;
      readonly names: readonly Uint8Array[] | null;
      readonly connection: ConnectionId;
      readonly to: Uint8Array;
      readonly isMove: boolean;
      readonly onExisting: OnExisting;
      /** Also deletes keys that the source does not have, so that both sides become the same. */
      readonly deletesExtra: boolean;
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to bring keys back as they were in a snapshot or at a past moment, at their own names. A key that exists and
   * differs is `overwrite`, and one that is equal by value is `skip`. `names`: the rest of the keys after the prefix;
   * `null`: all of them. With `closure`, of Kubernetes' objects everything in a chosen namespace and everything that
   * chosen objects own is brought back too, owners first, without Events, Leases and allocations that were not chosen
   * by name. Costs a read of the namespaces in question, and of all objects where one without a namespace is chosen.
   * Fails with `BadRequest` for a connection's keys at the head, and where both `closure` and `deletesExtra` are asked
   * for.
   */
  planPutBack(
    request: {
      readonly from: ComparedKeys;
      readonly names: readonly Uint8Array[] | null;
      readonly connection: ConnectionId;
      /**
       * What keys get that had a lease then. `none`: no lease, or the one that an existing key has. `grant`: the same
       * lease where it still exists, or else a new one with its TTL, granted when the plan is executed, where a snapshot
       * tells it; without a known TTL none.
       */
      readonly leases: 'none' | 'grant';
      readonly closure: boolean;
      readonly onExisting: OnExisting;
      /** Also deletes keys that the source does not have, so that all is as it was. Not with `closure`. */
      readonly deletesExtra: boolean;
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to write the keys of a bundle. Fails with `BundleInvalid` (`line` or `place` in the detail) before anything
   * is planned.
   */
  planImport(
    request: {
      readonly connection: ConnectionId;
      readonly bundle: BundleSource;
      /** Replaces the prefix that the bundle was exported from in every key; `null`: the keys stay as they are. */
      readonly to: Uint8Array | null;
      readonly onExisting: OnExisting;
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to restore what a journal entry changed, except keys changed since. It judges by the keys alone: a key that
   * another client created and deleted again looks unchanged. Fails with `JournalEntryUnknown`.
   */
  planUndo(
    request: { readonly connection: ConnectionId; readonly journalEntry: string },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to prevent a journal entry's transactions of unknown outcome from still happening: rewrites one key of each
   * with its present value, so that the transaction's comparison no longer holds. Changes nothing when it already does
   * not. Fails with `JournalEntryUnknown`, and with `FenceImpossible` when a transaction only creates keys: no write
   * can permanently invalidate its comparison.
   */
  planFence(
    request: { readonly connection: ConnectionId; readonly journalEntry: string },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to write an edited Kubernetes object, bypassing the API server. Fails with `ValueNotEncodable` (`line`,
   * `path` in the detail), `Conflict`.
   */
  planObject(
    request: {
      readonly connection: ConnectionId;
      readonly key: Uint8Array;
      readonly yaml: string;
      /** Whether the text contains managedFields; if false, they stay as they are. */
      readonly showsManagedFields: boolean;
      readonly expectedModRevision: number;
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to send one transaction, by its keys at one revision. With `isGuarded`, only the branch that would run now is
   * sent, and does nothing unless every key that it compares or changes is as the plan read it; without, the server
   * decides which branch runs. Fails with `DuplicateKey` where a branch puts a key that it also puts or deletes, with
   * `KeyNotFound` where it keeps a value or a lease of a key that does not exist, and with `PlanTooLarge` where it deletes
   * more than the journal takes in one go, or reads more than a window shows.
   */
  planTransaction(
    request: {
      readonly connection: ConnectionId;
      readonly transaction: Transaction;
      readonly isGuarded: boolean;
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Plans to repair a stuck Kubernetes object. Fails with `BadRequest` when there is nothing to repair. */
  planRepair(
    request: { readonly connection: ConnectionId; readonly key: Uint8Array; readonly repair: ObjectRepair },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to move the leader to a voting member; `null`: the healthy follower with the least lag. Costs each member a
   * status request and a read through the log, when it is planned and just before it is done. Fails with `MemberNotFound`, `NoLeader`, and with `BadLeaderTransferee` for a learner and
   * for a member that does not answer. Does not check how far a member that is named is behind: the leader aborts a
   * transfer that takes longer than an election.
   */
  planMoveLeader(
    request: { readonly connection: ConnectionId; readonly member: MemberId | null },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to add a member, as a learner or as a voter. Its quorum is computed from what each member answers now. A plan
   * that would endanger the quorum, or whose peer URLs etcd's rules refuse, is made and `refused`. Fails with
   * `NoLeader`, `PermissionDenied`.
   */
  planMemberAdd(
    request: {
      readonly connection: ConnectionId;
      readonly name: string;
      readonly peerURLs: readonly string[];
      readonly isLearner: boolean;
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Plans to promote a learner. Refused while it does not follow the leader. Fails with `MemberNotFound`. */
  planMemberPromote(
    request: { readonly connection: ConnectionId; readonly member: MemberId },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to remove a member; where it leads, another one leads first. Refused where too few voters would be left.
   * Fails with `MemberNotFound`.
   */
  planMemberRemove(
    request: { readonly connection: ConnectionId; readonly member: MemberId },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Plans to remove a member that is down, then to add a learner in its place. Fails with `MemberNotFound`. */
  planMemberReplace(
    request: {
      readonly connection: ConnectionId;
      readonly member: MemberId;
      readonly name: string;
      readonly peerURLs: readonly string[];
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to defragment members one by one, the leader last, which stays the leader; `null`: all voting members. A member
   * answers nothing meanwhile. Refused while a member is behind or does not answer (`MemberLagging`, `QuorumAtRisk`,
   * `Unhealthy`), beside a learner on versions that may damage a database so (`VersionUnsafe`), and while `CORRUPT` is
   * raised. A step whose answer is lost is watched until it ends, and never repeated. Fails with `MemberNotFound`,
   * `NoLeader`, `PermissionDenied`.
   */
  planDefragment(
    request: { readonly connection: ConnectionId; readonly members: readonly MemberId[] | null },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to give up the history before a revision, or before what was written in the last `keepMs`. With `isPhysical`
   * the member that is asked answers once its pages are free. Fails with `Compacted`, `FutureRev`, and with
   * `AgeUnknown` where no revision is known to be that old.
   */
  planCompact(
    request: {
      readonly connection: ConnectionId;
      readonly to: { readonly revision: number } | { readonly keepMs: number };
      readonly isPhysical: boolean;
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans the way out of NOSPACE: compact, defragment member by member, and where every member is below its quota then,
   * disarm. `keepMs`: how much history stays; less where no revision is known to be that old. Says where that will not
   * help (`GainsNothing`, `StillFull`).
   */
  planReclaim(
    request: { readonly connection: ConnectionId; readonly keepMs: number },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Plans to clear alarms of one kind. `NOSPACE` is refused while a member is above its quota. */
  planDisarm(
    request: { readonly connection: ConnectionId; readonly alarm: AlarmType },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Plans to enable a downgrade to the version before, or to cancel one (`null`). Refused before 3.6. */
  planDowngrade(
    request: { readonly connection: ConnectionId; readonly to: string | null },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Plans to measure writes, as `etcdctl check perf` does, beneath a prefix of its own that is deleted afterwards. */
  planCheckPerformance(
    request: { readonly connection: ConnectionId; readonly load: PerformanceLoad },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to add a user, which has no role at first. `password` `null`: without one, for a user that a client certificate
   * names. A password is held until the plan is executed, discarded or expired, and appears in nothing else. This and
   * the other plans for users and roles name in their body who gains and who loses which ranges. They take the role
   * `root` where auth is on (`PermissionDenied`), and their steps fail with `AuthOldRevision` where users or roles
   * changed since. Fails with `UserAlreadyExist`.
   */
  planUserAdd(
    request: { readonly connection: ConnectionId; readonly user: string; readonly password: string | null },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Plans to delete a user. Refused for `root` while auth is on (`InvalidAuthMgmt`). Fails with `UserNotFound`. */
  planUserDelete(
    request: { readonly connection: ConnectionId; readonly user: string },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Plans to change a user's password. etcd ignores it for a user without one. Fails with `UserNotFound`. */
  planUserChangePassword(
    request: { readonly connection: ConnectionId; readonly user: string; readonly password: string },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Plans to give a user a role. Fails with `UserNotFound`, `RoleNotFound`. */
  planUserGrantRole(
    request: { readonly connection: ConnectionId; readonly user: string; readonly role: string },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to take a role from a user. Refused for root's role `root` while auth is on (`InvalidAuthMgmt`). Fails with
   * `UserNotFound`.
   */
  planUserRevokeRole(
    request: { readonly connection: ConnectionId; readonly user: string; readonly role: string },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Plans to add a role, which permits nothing at first. Fails with `RoleAlreadyExist`. */
  planRoleAdd(
    request: { readonly connection: ConnectionId; readonly role: string },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to delete a role, which takes it from its users. Refused for `root` while auth is on (`InvalidAuthMgmt`). Fails
   * with `RoleNotFound`.
   */
  planRoleDelete(
    request: { readonly connection: ConnectionId; readonly role: string },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to let a role read, write or both in a range, as `access.check` has ranges; it replaces the role's permission on
   * the same range. Fails with `RoleNotFound`, and with `BadRequest` for neither and for an empty range.
   */
  planRoleGrantPermission(
    request: {
      readonly connection: ConnectionId;
      readonly role: string;
      readonly key: Uint8Array;
      readonly end: Uint8Array | null;
      readonly canRead: boolean;
      readonly canWrite: boolean;
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Plans to take a range from a role, exactly as the role has it. Fails with `RoleNotFound`, `PermissionNotGranted`. */
  planRoleRevokePermission(
    request: {
      readonly connection: ConnectionId;
      readonly role: string;
      readonly key: Uint8Array;
      readonly end: Uint8Array | null;
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to turn auth on. etcd checks no password while auth is off, so that no login can be proved before: the plan
   * makes the user `root` anew with `rootPassword`, the roles that it had and the role `root`, turns auth on, and logs in.
   */
  planAuthEnable(
    request: { readonly connection: ConnectionId; readonly rootPassword: string },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Plans to turn auth off. Users and roles stay, and restrict nobody. */
  planAuthDisable(request: { readonly connection: ConnectionId }, options?: CallOptions): AsyncIterable<PlanNotice>;
  /**
   * Plans to grant a lease for `ttl` seconds, under an id of its own. The server grants more than it is asked for below
   * one and a half election timeouts.
   */
  planLeaseGrant(
    request: { readonly connection: ConnectionId; readonly ttl: number },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to revoke leases, one after the other, which deletes the keys that are attached to them: the body lists them.
   * A step fails with `LeaseHoldsMore` where a lease has got keys since. Fails with `LeaseNotFound` where none exists,
   * with `PlanTooLarge`, and with `PermissionDenied` where the user may not read an attached key.
   */
  planLeaseRevoke(
    request: { readonly connection: ConnectionId; readonly leases: readonly LeaseId[] },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Plans to change a member's peer URLs. Refused where etcd's rules refuse one. Fails with `MemberNotFound`. */
  planMemberUpdate(
    request: { readonly connection: ConnectionId; readonly member: MemberId; readonly peerURLs: readonly string[] },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Executes a plan: keys in guarded transactions within the server's limits, up to the first that the server does not
   * confirm; operations step by step. Fails with `PlanUnknown` (executed, discarded or expired), `BadRequest` (wrong
   * confirmation), `ReadOnly`, `ClusterIDMismatch`; in these cases nothing was sent.
   */
  execute(
    request: { readonly token: PlanToken; readonly confirmation: string | null },
    options?: CallOptions,
  ): AsyncIterable<ExecutionNotice>;
  /**
   * Discards a plan. One that is being executed stops after the running transaction or step, and reports what was done.
   */
  discard(request: { readonly token: PlanToken }, options?: CallOptions): Promise<void>;
}
