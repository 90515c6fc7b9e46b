import type { OperationsSubject } from '../../contract/change-subject.ts';
import type { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId } from '../../contract/ids.ts';
import type { KeysAct, KeysBody, OperationsAct, Plan, PlanConsequence } from '../../contract/plans.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { ChangeList } from './change-list.ts';
import type { Operation } from './operation.ts';

/** What every planner finds out. The store adds what is the same for every plan. */
interface DraftParts {
  readonly connection: OpenConnection;
  /** The revision that it was made at. */
  readonly revision: number;
  readonly etcdctl: readonly string[];
  readonly kubectl: readonly string[];
}

/** A plan of keys before the store takes it in. */
export interface KeysDraft extends DraftParts {
  readonly act: KeysAct;
  readonly changes: ChangeList;
  /** Beside `MalformedObject`, `NotAtomic` and `ChangesNothing`, which the store finds by itself. */
  readonly consequences: readonly PlanConsequence[];
  /** What has to be typed where a click is not enough: a prefix, or a key. */
  readonly subject: Uint8Array;
  /** The journal entry that it takes back. */
  readonly undoes?: string;
  /** Changes that cannot be read any more; 0 where it is left out. */
  readonly unread?: number;
  /** Why it may only be looked at. */
  readonly obstacle?: EtcdeckError | null;
}

/** A plan of operations before the store takes it in. */
export interface OperationsDraft extends DraftParts {
  readonly act: OperationsAct;
  readonly operations: readonly Operation[];
  readonly subject: Omit<OperationsSubject, 'stepCount'>;
  /** Beside `ChangesNothing`, which the store finds by itself. */
  readonly consequences: readonly PlanConsequence[];
  /** What has to be typed where a click is not enough, such as a member's name. */
  readonly confirmedBy: string;
}

/** What every plan is kept with. */
interface StoredParts {
  readonly plan: Plan;
  readonly connection: OpenConnection;
  readonly clusterId: ClusterId;
  /** What it takes of memory, in bytes. */
  readonly heldBytes: number;
  /** What has to be typed now; `null` where a click is enough. It is asked when the plan is executed, not when it was made. */
  confirmation(): string | null;
}

/** A plan of keys with all that executing it takes. */
export interface StoredKeysPlan extends StoredParts {
  readonly kind: 'keys';
  readonly act: KeysAct;
  readonly samples: KeysBody['samples'];
  readonly changes: ChangeList;
  readonly undoes: string | null;
  readonly obstacle: EtcdeckError | null;
}

/** A plan of operations with all that executing it takes. */
export interface StoredOperationsPlan extends StoredParts {
  readonly kind: 'operations';
  readonly act: OperationsAct;
  readonly subject: OperationsSubject;
  readonly operations: readonly Operation[];
}

/** A plan that was made here. */
export type StoredPlan = StoredKeysPlan | StoredOperationsPlan;
