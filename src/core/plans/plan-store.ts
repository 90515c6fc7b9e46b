import { randomBytes } from 'node:crypto';
import type { ChangeSubject } from '../../contract/change-subject.ts';
import { etcdctlNotes } from '../../contract/etcdctl-line.ts';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import type { ClusterId } from '../../contract/ids.ts';
import type { OperationsBody } from '../../contract/operations.ts';
import type { PlanConsequence } from '../../contract/plan-consequences.ts';
import type { KeysBody, PlanCounts } from '../../contract/planned-changes.ts';
import type { KeysAct, Plan, PlanToken } from '../../contract/plans.ts';
import { compareBytes } from '../bytes/bytes.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { head, headOfAny } from '../etcd/kv.ts';
import { txnLimits } from '../etcd/txn-limits.ts';
import type { Clock } from '../ports.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import type { ChangeList } from './change-list.ts';
import {
  type ConfirmedConnection,
  confirmationOf,
  confirmationOfOperations,
  confirmedAhead,
  confirmedNow,
} from './confirmation.ts';
import { malformedObjects } from './malformed-objects.ts';
import type { KeysDraft, OperationsDraft, StoredPlan } from './stored-plan.ts';
import { countTransactions } from './transactions.ts';

/** How long a plan is valid. */
const lifetimeMs = 15 * 60_000;
/** The most plans of all connections together; the oldest are dropped. */
const mostPlans = 32;
const mostBytes = 512 * 1024 * 1024;

/**
 * Acts whose values come from elsewhere, so that an existing key is a conflict. Other acts name the keys they change.
 */
const actsThatMeet: ReadonlySet<KeysAct> = new Set(['copy', 'putBack', 'move', 'import']);

/** Plans by their one-time tokens. A plan lives as long as its connection is held open, and 15 minutes at most. */
export class PlanStore {
  readonly #clock: Clock;
  readonly #codecs: Pick<ValueCodecs, 'api' | 'opened'>;
  readonly #plans = new Map<PlanToken, StoredPlan>();
  readonly #followed = new WeakSet<OpenConnection>();

  constructor(clock: Clock, codecs: Pick<ValueCodecs, 'api' | 'opened'>) {
    this.#clock = clock;
    this.#codecs = codecs;
  }

  /**
   * Stores a plan of keys for the cluster that answers now, and checks the values it writes into a registry. Writes
   * nothing. Fails with `Cancelled`.
   */
  async add(draft: KeysDraft, signal: AbortSignal): Promise<Plan> {
    const { connection, changes, act, subject, obstacle = null, undoes = null, unread = 0, grants = [] } = draft;
    const { transaction = null } = draft;
    const others = transaction?.otherChanges ?? null;
    const isOfKubernetes = draft.consequences.includes('BypassesKubernetes');
    const isOfDamaged = draft.consequences.includes('SourceDamaged');
    // A fence leaves values as they are.
    const isLooked = isOfKubernetes && act !== 'fence';
    const reader = { codecs: this.#codecs, connection };
    const written = others === null ? changes : [...changes, ...others];
    const malformed = isLooked ? await malformedObjects(reader, written, { signal }) : [];
    const { clusterId } = await head(connection.client, { signal });
    const limits = txnLimits(connection.client);
    const transactions = transaction === null ? await countTransactions(changes, limits) : 1;
    const { counts, samples } = changes;
    const isOneKey = isOnly(changes, subject) && (others === null || others.length === 0);
    const most = others === null ? counts : mostOf(counts, others.counts);
    const planned = { counts: most, subject, isOneKey, isOfKubernetes, isMalformed: malformed.length > 0, isOfDamaged };
    const body: KeysBody = {
      kind: 'keys',
      counts,
      unread,
      bytes: changes.valueBytes,
      transactions,
      samples,
      conflicts: actsThatMeet.has(act) ? changes.conflicts : [],
      malformed,
      ...(transaction === null ? {} : { transaction: transaction.preview }),
    };
    const consequences: readonly PlanConsequence[] = [
      ...draft.consequences,
      ...(malformed.length > 0 ? (['MalformedObject'] as const) : []),
      ...(transactions > 1 ? (['NotAtomic'] as const) : []),
      ...(obstacle === null || transaction !== null ? [] : (['MeetsExisting'] as const)),
      ...(changes.length === 0 && (others?.length ?? 0) === 0 ? (['ChangesNothing'] as const) : []),
    ];
    const confirmation = (connection: ConfirmedConnection) => confirmationOf(connection, planned);
    const firstKey = samples.find(({ kind }) => kind !== 'skip')?.key ?? new Uint8Array();
    const of: ChangeSubject = { kind: 'keys', keyCount: changes.length, firstKey };
    const asked = askedOf(connection, confirmation);
    const found = { clusterId, body, quorum: null, refused: obstacle?.toFailure() ?? null, subject: of };
    const plan = planFrom(draft, { ...found, consequences, asked, clock: this.#clock });
    return this.#keep({
      ...{ kind: 'keys', plan, connection, clusterId, act, changes, grants, undoes, obstacle, transaction },
      samples: others === null ? samples : [...samples, ...others.samples],
      heldBytes: changes.heldBytes + (others?.heldBytes ?? 0),
      confirmation: asked.now,
    });
  }

  /** Stores a plan of operations for the cluster that answers now. Changes nothing. Fails with `Cancelled`. */
  async addOperations(draft: OperationsDraft, signal: AbortSignal): Promise<Plan> {
    const { connection, operations, act, confirmedBy, obstacle = null, oddPeerURLs = [] } = draft;
    const { accessChanges, attachedKeys } = draft;
    const { clusterId } = await headOfAny(connection.client, { signal });
    const subject = { ...draft.subject, stepCount: operations.length };
    const steps = operations.map((operation) => operation.describe());
    const body: OperationsBody = {
      ...{ kind: 'operations', steps, oddPeerURLs },
      ...(accessChanges && { accessChanges }),
      ...(attachedKeys && { attachedKeys }),
    };
    const isNothing = operations.length === 0;
    const consequences: readonly PlanConsequence[] = [
      ...draft.consequences,
      ...(oddPeerURLs.length > 0 ? (['OddPeerURL'] as const) : []),
      ...(isNothing ? (['ChangesNothing'] as const) : []),
    ];
    const confirmation = (connection: ConfirmedConnection) =>
      isNothing ? null : confirmationOfOperations(connection, confirmedBy, attachedKeys?.count ?? 0);
    const asked = askedOf(connection, confirmation);
    const found = { clusterId, body, quorum: draft.quorum, refused: obstacle?.toFailure() ?? null, subject };
    const plan = planFrom(draft, { ...found, consequences, asked, clock: this.#clock });
    return this.#keep({
      ...{ kind: 'operations', plan, connection, clusterId, act, subject, operations, obstacle },
      heldBytes: draft.heldBytes ?? 0,
      confirmation: asked.now,
    });
  }

  /** Returns a stored plan. Fails with `PlanUnknown`. */
  require(token: PlanToken): StoredPlan {
    this.#expire();
    const stored = this.#plans.get(token);
    if (stored !== undefined) return stored;
    throw new EtcdeckError({ code: 'PlanUnknown', message: 'there is no such plan, or it was used or has run out' });
  }

  /** Spends a plan. Returns `true` once: then it may be executed, and never again. */
  spend({ plan }: StoredPlan): boolean {
    return this.#plans.delete(plan.token);
  }

  discard(token: PlanToken): void {
    this.#plans.delete(token);
  }

  #keep(stored: StoredPlan): Plan {
    const { plan, connection } = stored;
    if (connection.closed.aborted) throw new EtcdeckError({ code: 'ConnectionNotOpen', message: 'it was closed' });
    this.#plans.set(plan.token, stored);
    this.#makeRoom(plan.token);
    this.#follow(connection);
    // Only frees memory: validity is decided by the clock.
    setTimeout(() => this.#expire(), lifetimeMs + 1_000).unref();
    return plan;
  }

  /** Drops a connection's plans when it closes. */
  #follow(connection: OpenConnection): void {
    if (this.#followed.has(connection)) return;
    this.#followed.add(connection);
    const discardAll = (): void => {
      for (const [token, stored] of this.#plans) if (stored.connection === connection) this.#plans.delete(token);
    };
    connection.closed.addEventListener('abort', discardAll, { once: true });
  }

  /** A clock set back must not extend a plan. */
  #expire(): void {
    const now = this.#clock.now();
    for (const [token, { plan }] of this.#plans) {
      if (now >= plan.expiresAt || now < plan.expiresAt - lifetimeMs) this.#plans.delete(token);
    }
  }

  #makeRoom(newest: PlanToken): void {
    let bytes = 0;
    for (const { heldBytes } of this.#plans.values()) bytes += heldBytes;
    for (const [token, { heldBytes }] of this.#plans) {
      if (token === newest || (this.#plans.size <= mostPlans && bytes <= mostBytes)) return;
      this.#plans.delete(token);
      bytes -= heldBytes;
    }
  }
}

/** Either of two branches may run: for what has to be typed, the graver of each counts. */
const mostOf = (one: PlanCounts, other: PlanCounts): PlanCounts => ({
  create: Math.max(one.create, other.create),
  overwrite: Math.max(one.overwrite, other.overwrite),
  delete: Math.max(one.delete, other.delete),
  skip: 0,
});

function isOnly(changes: ChangeList, key: Uint8Array): boolean {
  const [first] = changes.samples;
  return changes.length === 1 && first !== undefined && compareBytes(first.key, key) === 0;
}

/** What has to be typed: as the plan says, and, once its connection may have been unlocked, when it is executed. */
interface Asked {
  readonly ahead: string | null;
  readonly now: () => string | null;
}

function askedOf(connection: OpenConnection, confirmation: (of: ConfirmedConnection) => string | null): Asked {
  const planned = connection.state().readOnly;
  return {
    ahead: confirmation(confirmedAhead(connection.profile, planned)),
    now: () => confirmation(confirmedNow(connection.profile, connection.state().readOnly, planned)),
  };
}

interface Found {
  readonly quorum: Plan['quorum'];
  readonly refused: Failure | null;
  readonly clusterId: ClusterId;
  readonly body: Plan['body'];
  readonly subject: ChangeSubject;
  readonly consequences: readonly PlanConsequence[];
  readonly asked: Asked;
  readonly clock: Clock;
}

function planFrom(
  { connection, act, etcdctl, kubectl, revision, figures = {} }: KeysDraft | OperationsDraft,
  { asked, clock, ...found }: Found,
): Plan {
  return {
    // The token's only source.
    token: randomBytes(24).toString('base64url') as PlanToken,
    connection: connection.id,
    act,
    ...found,
    etcdctl: withNotes(connection, etcdctl),
    kubectl,
    figures,
    confirmation: asked.ahead,
    revision,
    expiresAt: clock.now() + lifetimeMs,
  };
}

/** Adds what to know before the lines are run; where all are comments, none of them is run. */
function withNotes({ profile }: OpenConnection, lines: readonly string[]): readonly string[] {
  return lines.every((line) => line.startsWith('#')) ? lines : [...etcdctlNotes(profile, lines), ...lines];
}
