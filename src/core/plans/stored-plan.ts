import type { AccessChange } from '../../contract/access.ts';
import type { OperationsSubject } from '../../contract/change-subject.ts';
import type { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId } from '../../contract/ids.ts';
import type { AttachedKeys, OddPeerURL } from '../../contract/operations.ts';
import type { PlanConsequence } from '../../contract/plan-consequences.ts';
import type { KeysBody } from '../../contract/planned-changes.ts';
import type { KeysAct, OperationsAct, Plan } from '../../contract/plans.ts';
import type { Transaction, TransactionBranch, TransactionPreview } from '../../contract/transactions.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { LeaseTTL } from '../etcd/lease.ts';
import type { TransactionGuard } from '../etcd/transaction.ts';
import type { ChangeList } from './change-list.ts';
import type { Operation } from './operation.ts';

/** What every planner provides. The store adds the parts common to all plans. */
interface DraftParts {
  readonly connection: OpenConnection;
  /** The revision at which the plan was made. */
  readonly revision: number;
  readonly etcdctl: readonly string[];
  readonly kubectl: readonly string[];
  /** Figures for the words of the consequences; none by default. */
  readonly figures?: Plan['figures'];
}

/** The transaction of a plan of one. */
export interface PlannedTransaction {
  readonly transaction: Transaction;
  /** What has to be as it was read; `null`: the server decides which branch runs. */
  readonly guard: TransactionGuard | null;
  /** The branch that would run. */
  readonly branch: TransactionBranch;
  /** What the other branch would change; `null` where it cannot run. */
  readonly otherChanges: ChangeList | null;
  readonly preview: TransactionPreview;
}

/** A plan of keys before it is stored. */
export interface KeysDraft extends DraftParts {
  readonly act: KeysAct;
  readonly changes: ChangeList;
  /** Without `MalformedObject`, `NotAtomic` and `ChangesNothing`, which the store adds. */
  readonly consequences: readonly PlanConsequence[];
  /** The prefix or key to type where a click is not enough. */
  readonly subject: Uint8Array;
  /** The journal entry that it takes back. */
  readonly undoes?: string;
  /** The leases that its changes name, to be granted before; none by default. */
  readonly grants?: readonly LeaseTTL[];
  /** How many changes can no longer be read; 0 by default. */
  readonly unread?: number;
  /** Why the plan can be viewed only. */
  readonly obstacle?: EtcdeckError | null;
  /** The transaction that its changes are of; absent where they are written in as many as they take. */
  readonly transaction?: PlannedTransaction;
}

/** A plan of operations before it is stored. */
export interface OperationsDraft extends DraftParts {
  readonly act: OperationsAct;
  readonly operations: readonly Operation[];
  readonly subject: Omit<OperationsSubject, 'stepCount'>;
  /** Without `OddPeerURL` and `ChangesNothing`, which the store adds. */
  readonly consequences: readonly PlanConsequence[];
  /** The peer URLs that are seldom meant; none by default. */
  readonly oddPeerURLs?: readonly OddPeerURL[];
  /** Who gains and loses which ranges; for plans of users and roles. */
  readonly accessChanges?: readonly AccessChange[];
  /** The keys that are deleted with their leases; none by default. */
  readonly attachedKeys?: AttachedKeys;
  /** The memory it takes, in bytes; hardly any by default. */
  readonly heldBytes?: number;
  /** The text to type where a click is not enough, such as a member's name. */
  readonly confirmedBy: string;
  /** The quorum before and after it; `null` for what leaves the members as they are. */
  readonly quorum: Plan['quorum'];
  /** Why the plan can be viewed only. */
  readonly obstacle?: EtcdeckError | null;
}

/** What is stored with every plan. */
interface StoredParts {
  readonly plan: Plan;
  readonly connection: OpenConnection;
  readonly clusterId: ClusterId;
  /** The memory it takes, in bytes. */
  readonly heldBytes: number;
  /**
   * Returns what has to be typed now; `null` where a click is enough. Called when the plan is executed, not when it was
   * made.
   */
  confirmation(): string | null;
}

/** A plan of keys with everything needed to execute it. */
export interface StoredKeysPlan extends StoredParts {
  readonly kind: 'keys';
  readonly act: KeysAct;
  readonly samples: KeysBody['samples'];
  readonly changes: ChangeList;
  readonly grants: readonly LeaseTTL[];
  readonly undoes: string | null;
  readonly obstacle: EtcdeckError | null;
  readonly transaction: PlannedTransaction | null;
}

/** A plan of operations with everything needed to execute it. */
export interface StoredOperationsPlan extends StoredParts {
  readonly kind: 'operations';
  readonly act: OperationsAct;
  readonly subject: OperationsSubject;
  readonly operations: readonly Operation[];
  readonly obstacle: EtcdeckError | null;
}

/** A stored plan of either kind. */
export type StoredPlan = StoredKeysPlan | StoredOperationsPlan;
