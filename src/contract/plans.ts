import type { CallOptions } from './abort.ts';
import type { ChangeSubject } from './change-subject.ts';
import type { ComparedKeys } from './compare.ts';
import type { Failure } from './failure.ts';
import type { ClusterId, ConnectionId, LeaseId, MemberId } from './ids.ts';
import type { OperationsBody, StepState } from './operations.ts';

/** Names a plan, once: executing or discarding spends it. Bound to connection, cluster id and content. */
export type PlanToken = string & { readonly __brand: 'PlanToken' };

/** What happens to one key. */
export interface PlannedChange {
  readonly kind: 'create' | 'overwrite' | 'delete' | 'skip';
  readonly key: Uint8Array;
  /** The key it comes from, where it is copied or moved. */
  readonly from: Uint8Array | null;
  /** The size of the new value in bytes; 0 for a deletion. */
  readonly bytes: number;
  /** The modRevision that the key must still have; 0: it must not exist. */
  readonly expectedModRevision: number;
}

/** How many keys a plan creates, overwrites, deletes and skips. */
export interface PlanCounts {
  readonly create: number;
  readonly overwrite: number;
  readonly delete: number;
  /** Left alone: it is the same already, or it exists and is not to be overwritten. */
  readonly skip: number;
}

/** An act that changes keys. */
export type KeysAct = 'put' | 'delete' | 'copy' | 'move' | 'import' | 'undo' | 'object' | 'repair' | 'fence';

/** An act that runs operations of the cluster. */
export type OperationsAct = 'moveLeader';

/** Every act that is planned. */
export type PlanAct = KeysAct | OperationsAct;

/** What follows from a plan, as a fact that the screens have words for. */
export type PlanConsequence =
  /** Kubernetes' API server is bypassed: no validation, no admission, no defaults. */
  | 'BypassesKubernetes'
  /** A value is not what an API server stores at its key: `malformed` says which, and what is wrong with it. */
  | 'MalformedObject'
  /** Secret data is among it. */
  | 'HoldsSecrets'
  /** Keys on a lease: deleted ones are not restored onto it, copies have none. */
  | 'LosesLeases'
  /** More than one transaction: another client may see it half done. */
  | 'NotAtomic'
  /** Keys exist that were to be neither overwritten nor left: executing it fails with `Conflict`. */
  | 'MeetsExisting'
  /** An undo leaves keys as they are: somebody else has changed them since, or what they hold does not tell. */
  | 'LeavesKeys'
  /** An undo cannot put back everything: the journal lost `unread` changes of the entry. */
  | 'JournalIncomplete'
  /** An undo of a write that may still happen: what it changes later is not undone by this. */
  | 'MayStillHappen'
  /** An undo of a write of which nothing tells whether it was done: what it puts back may be another client's change. */
  | 'OutcomeUntold'
  /** Another member leads afterwards: reads and writes wait for the moment in between. */
  | 'ChangesLeader'
  /** Nothing would change. */
  | 'ChangesNothing';

/** Why a value does not belong at its key in a Kubernetes registry. */
export type ObjectFault =
  /** No object that can be read: neither protobuf, nor JSON that names a kind, nor encrypted; or damaged. */
  | 'NoObject'
  /** Not stored as `expected` says: protobuf, as its neighbours are, or JSON, as every custom resource is. */
  | 'OtherForm'
  /** In clear, where its neighbours are encrypted. */
  | 'NotEncrypted'
  /** Another kind than `expected`, which the key is for. */
  | 'OtherKind'
  /** Its metadata has another name than `expected`, the key's. */
  | 'OtherName'
  /** Its metadata has another namespace than `expected`, the key's; `null`: the kind has none. */
  | 'OtherNamespace'
  /** The key is not where such objects stand: `expected` has its shape, behind the registry's prefix. */
  | 'OtherPlace';

/** A value that does not belong at its key. What is `expected` comes from the key alone: nothing of a value is told. */
export interface MalformedObject {
  readonly key: Uint8Array;
  readonly fault: ObjectFault;
  readonly expected: string | null;
}

/** What a plan changes of keys. */
export interface KeysBody {
  readonly kind: 'keys';
  readonly counts: PlanCounts;
  /** Changes that an undo cannot read in the journal any more; 0 for every other act. */
  readonly unread: number;
  /** Of everything written, in bytes. */
  readonly bytes: number;
  readonly transactions: number;
  /** The first changes, then the first keys that are left alone, as many as one can look through. */
  readonly samples: readonly PlannedChange[];
  /**
   * What exists where something from elsewhere would be written over it, the first of it. None of an act that means these
   * very keys: an undo takes only those that are as the undone write left them.
   */
  readonly conflicts: readonly PlannedChange[];
  /** Values that are not what an API server stores at their keys, the first hundred of them. */
  readonly malformed: readonly MalformedObject[];
}

/** An act before it is done: what will change, and what that means. Making one changes nothing. */
export interface Plan {
  readonly token: PlanToken;
  readonly connection: ConnectionId;
  /** The cluster that it was made for. */
  readonly clusterId: ClusterId;
  readonly act: PlanAct;
  /** What it changes, for words about it. */
  readonly subject: ChangeSubject;
  readonly body: KeysBody | OperationsBody;
  readonly consequences: readonly PlanConsequence[];
  /** The same in a terminal, a line a command. */
  readonly etcdctl: readonly string[];
  /** The safe way, where Kubernetes' API server answers; empty for anything but Kubernetes. */
  readonly kubectl: readonly string[];
  /**
   * What the operator types before it is executed, or `null` where a click is enough: nothing for one key of a connection
   * that is unlocked by its name.
   */
  readonly confirmation: string | null;
  /** The revision that it was made at. */
  readonly revision: number;
  /** When it runs out, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What planning says as it goes. `scanned`: keys looked at. */
export type PlanNotice =
  | { readonly kind: 'progress'; readonly scanned: number }
  | { readonly kind: 'planned'; readonly plan: Plan };

/** How an execution stands. `done` counts only what the server confirmed. */
export type ExecutionNotice =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  /** A step of a plan of operations, from 0 on, stands otherwise now. */
  | { readonly kind: 'step'; readonly step: number; readonly state: StepState }
  | { readonly kind: 'ended'; readonly report: ExecutionReport };

/** What was done. Nothing is claimed that was not confirmed or found out. */
export type ExecutionReport = KeysReport | OperationsReport;

interface ReportCounts {
  /** `stopped`: not all of it was done. */
  readonly outcome: 'done' | 'stopped';
  /** Key changes or steps that the server confirmed, or that were found to have happened. */
  readonly done: number;
  /** Those that were not sent, were refused by the server, or can no longer happen. */
  readonly notDone: number;
  /** Those whose answer was lost: nobody knows, or not yet. */
  readonly unknown: number;
  /** The unknown ones may still happen. Of keys, `journal.corrections` tells when, and `planFence` rules it out. */
  readonly mayStillHappen: boolean;
  /** Why not all was done: the first reason. `Conflict` names the key in its detail. */
  readonly failure: Failure | null;
  /** To look it up by, or `null` where the journal has nothing of it. */
  readonly journalEntry: string | null;
}

/** What a plan of keys has come to. */
export interface KeysReport extends ReportCounts {
  readonly kind: 'keys';
  /** The first key that was not done, to go on from. */
  readonly stoppedAt: Uint8Array | null;
  /** The revision after the last confirmed transaction. */
  readonly revision: number | null;
}

/** What a plan of operations has come to. Skipped steps are neither done nor not done. */
export interface OperationsReport extends ReportCounts {
  readonly kind: 'operations';
  /** How each step of the plan stands, in its order. */
  readonly steps: readonly StepState[];
}

/** What to do with a key that exists already. With `refuse` a plan shows what does, and executing it fails with `Conflict`. */
export type OnExisting = 'overwrite' | 'skip' | 'refuse';

/** Where a bundle comes from: a file of the machine where core runs, or its text. */
export type BundleSource =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'text'; readonly text: string };

/** A repair for a stuck Kubernetes object. */
export type ObjectRepair =
  | { readonly kind: 'removeFinalizer'; readonly finalizer: string }
  | { readonly kind: 'dropDeletionTimestamp' }
  | { readonly kind: 'deleteOrphan' };

/**
 * Everything that touches more than one key, goes past Kubernetes' API server, or changes the cluster itself: first a plan,
 * then its execution.
 * Planning is allowed on a read-only connection too. Fails with `PlanTooLarge` where the changes do not fit in memory.
 */
export interface PlansApi {
  /**
   * Writes or deletes one key: the only way for a key of a Kubernetes registry, where `keys.put` and `keys.delete` fail
   * with `PlanRequired`. The lease is as `keys.put` has it. Fails with `Conflict` (`currentModRevision` in its detail),
   * and with `BadRequest` where the value holds covered data.
   */
  planKey(
    request: {
      readonly connection: ConnectionId;
      readonly key: Uint8Array;
      readonly expectedModRevision: number;
      /** `null`: it is deleted. */
      readonly put: { readonly value: Uint8Array; readonly lease: LeaseId | null | 'keep' } | null;
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Deletes every key that begins with a prefix, or the keys named. */
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
   * Copies keys from any source beneath a prefix of a connection, by the names that follow the source's prefix; `names`
   * restricts it to these. A move deletes what was copied, and needs a source at the head of the same connection.
   */
  planCopy(
    request: {
      readonly from: ComparedKeys;
      readonly names: readonly Uint8Array[] | null;
      readonly connection: ConnectionId;
      readonly to: Uint8Array;
      readonly isMove: boolean;
      readonly onExisting: OnExisting;
      /** Deletes what the source does not have, so that both sides become alike. */
      readonly deletesExtra: boolean;
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Writes what a bundle holds. Fails with `BundleInvalid` (`line` or `place` in its detail) before anything is planned. */
  planImport(
    request: {
      readonly connection: ConnectionId;
      readonly bundle: BundleSource;
      /** Put before every key of the bundle, in the place of the prefix that it was exported from; `null`: as they are. */
      readonly to: Uint8Array | null;
      readonly onExisting: OnExisting;
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Puts back what a journal entry changed, where nobody has changed it since, as far as the keys tell: one that others
   * created and deleted again looks as it was left. Fails with `JournalEntryUnknown`.
   */
  planUndo(
    request: { readonly connection: ConnectionId; readonly journalEntry: string },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Makes sure that a journal entry's transactions of unknown outcome cannot happen any more: writes one key of each once
   * more as it is, so that what the transaction compares no longer holds. Changes nothing where that is so already. Fails
   * with `JournalEntryUnknown`, and with `FenceImpossible` where a transaction only creates keys: it compares nothing that
   * a write could move on for good.
   */
  planFence(
    request: { readonly connection: ConnectionId; readonly journalEntry: string },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Writes an edited Kubernetes object past the API server. Fails with `ValueNotEncodable` (`line`, `path` in its detail),
   * `Conflict`.
   */
  planObject(
    request: {
      readonly connection: ConnectionId;
      readonly key: Uint8Array;
      readonly yaml: string;
      /** Whether the text shows managedFields; left out, they stay as they are. */
      readonly showsManagedFields: boolean;
      readonly expectedModRevision: number;
    },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /** Repairs a stuck Kubernetes object. Fails with `BadRequest` where there is nothing to repair. */
  planRepair(
    request: { readonly connection: ConnectionId; readonly key: Uint8Array; readonly repair: ObjectRepair },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Plans to have a voting member lead. Costs a status request to each member. Fails with `MemberNotFound`, `NoLeader`,
   * and with `BadLeaderTransferee` for a learner and for a member that does not answer. How far one is behind is not looked
   * at: the leader gives up a transfer that takes longer than an election.
   */
  planMoveLeader(
    request: { readonly connection: ConnectionId; readonly member: MemberId },
    options?: CallOptions,
  ): AsyncIterable<PlanNotice>;
  /**
   * Executes a plan: keys in guarded transactions within the server's limits, up to the first that the server does not
   * confirm; operations step by step. Fails with `PlanUnknown` (spent, discarded or run out), `BadRequest` (not what had
   * to be typed), `ReadOnly`, `ClusterIDMismatch`; then nothing was sent.
   */
  execute(
    request: { readonly token: PlanToken; readonly confirmation: string | null },
    options?: CallOptions,
  ): AsyncIterable<ExecutionNotice>;
  /** Forgets a plan. One that is being executed stops after the transaction or step under way, and says what was done. */
  discard(request: { readonly token: PlanToken }, options?: CallOptions): Promise<void>;
}
