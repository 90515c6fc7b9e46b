import { randomBytes } from 'node:crypto';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId } from '../../contract/ids.ts';
import type { Plan, PlanConsequence, PlanToken } from '../../contract/plans.ts';
import { compareBytes } from '../bytes/bytes.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { head } from '../etcd/kv.ts';
import { txnLimits } from '../etcd/txn-limits.ts';
import type { Clock } from '../ports.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import type { ChangeList } from './change-list.ts';
import { confirmationOf, isUnlocked, mustBeUnlocked, type PlannedChanges } from './confirmation.ts';
import { malformedObjects } from './malformed-objects.ts';
import { countTransactions } from './transactions.ts';

/** How long a plan is good for. */
const lifetimeMs = 15 * 60_000;
/** Plans of all connections together; the oldest make room. */
const mostPlans = 32;
const mostBytes = 512 * 1024 * 1024;

/** What these write comes from elsewhere: a key that stands there is in the way. Every other act means the key that it names. */
const actsThatMeet: ReadonlySet<Plan['act']> = new Set(['copy', 'move', 'import']);

/** What a planner has found out. The store adds what is the same for every plan. */
export interface PlanDraft {
  readonly connection: OpenConnection;
  readonly act: Plan['act'];
  readonly changes: ChangeList;
  /** The revision that it was made at. */
  readonly revision: number;
  /** Beside `MalformedObject`, `NotAtomic` and `ChangesNothing`, which the store finds by itself. */
  readonly consequences: readonly PlanConsequence[];
  readonly etcdctl: readonly string[];
  readonly kubectl: readonly string[];
  /** What has to be typed where a click is not enough: a prefix, or a key. */
  readonly subject: Uint8Array;
  /** The journal entry that it takes back. */
  readonly undoes?: string;
  /** Changes that cannot be read any more; 0 where it is left out. */
  readonly unread?: number;
  /** Why it may only be looked at. */
  readonly obstacle?: EtcdeckError | null;
}

/** A plan that was made here, with all that executing it takes. */
export interface StoredPlan {
  readonly plan: Plan;
  readonly connection: OpenConnection;
  readonly clusterId: ClusterId;
  readonly changes: ChangeList;
  readonly undoes: string | null;
  readonly obstacle: EtcdeckError | null;
  /** What has to be typed now; `null` where a click is enough. It is asked when the plan is executed, not when it was made. */
  confirmation(): string | null;
}

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
   * Takes a plan in, for the cluster that answers now, and looks whether what it writes into a registry belongs there.
   * Writes nothing. Fails with `Cancelled`.
   */
  async add(draft: PlanDraft, signal: AbortSignal): Promise<Plan> {
    const { connection, changes } = draft;
    const isOfKubernetes = draft.consequences.includes('BypassesKubernetes');
    // What rules out a lost write leaves values as they are.
    const isLooked = isOfKubernetes && draft.act !== 'fence';
    const reader = { codecs: this.#codecs, connection };
    const malformed = isLooked ? await malformedObjects(reader, changes, { signal }) : [];
    const { clusterId } = await head(connection.client, { signal });
    const transactions = await countTransactions(changes, txnLimits(connection.client));
    const { counts } = changes;
    const { subject } = draft;
    const isOneKey = isOnly(changes, subject);
    const planned = { counts, subject, isOneKey, isOfKubernetes, isMalformed: malformed.length > 0 };
    const plan: Plan = {
      // The token's only source.
      token: randomBytes(24).toString('base64url') as PlanToken,
      connection: connection.id,
      act: draft.act,
      counts,
      unread: draft.unread ?? 0,
      bytes: changes.valueBytes,
      transactions,
      samples: changes.samples,
      conflicts: actsThatMeet.has(draft.act) ? changes.conflicts : [],
      malformed,
      consequences: [
        ...draft.consequences,
        ...(malformed.length > 0 ? (['MalformedObject'] as const) : []),
        ...(transactions > 1 ? (['NotAtomic'] as const) : []),
        ...(draft.obstacle ? (['MeetsExisting'] as const) : []),
        ...(changes.length === 0 ? (['ChangesNothing'] as const) : []),
      ],
      etcdctl: draft.etcdctl,
      kubectl: draft.kubectl,
      confirmation: confirmationOf(
        { profile: connection.profile, isNameTyped: mustBeUnlocked(connection.state().readOnly) },
        planned,
      ),
      revision: draft.revision,
      expiresAt: this.#clock.now() + lifetimeMs,
    };
    if (connection.closed.aborted) throw new EtcdeckError({ code: 'ConnectionNotOpen', message: 'it was closed' });
    const { undoes = null, obstacle = null } = draft;
    const confirmation = (): string | null => nowAsked(connection, planned);
    this.#keep({ plan, connection, clusterId, changes, undoes, obstacle, confirmation });
    return plan;
  }

  /** Fails with `PlanUnknown`. */
  require(token: PlanToken): StoredPlan {
    this.#expire();
    const stored = this.#plans.get(token);
    if (stored !== undefined) return stored;
    throw new EtcdeckError({ code: 'PlanUnknown', message: 'there is no such plan, or it was used or has run out' });
  }

  /** Spends a plan: whoever is given `true` may execute it, and nobody else. */
  spend({ plan }: StoredPlan): boolean {
    return this.#plans.delete(plan.token);
  }

  discard(token: PlanToken): void {
    this.#plans.delete(token);
  }

  #keep(stored: StoredPlan): void {
    const { plan, connection } = stored;
    this.#plans.set(plan.token, stored);
    this.#makeRoom(plan.token);
    this.#follow(connection);
    // Only to free its memory: whether it has run out is asked of the clock.
    setTimeout(() => this.#expire(), lifetimeMs + 1_000).unref();
  }

  /** Plans end with the opening of a connection that they were made in. */
  #follow(connection: OpenConnection): void {
    if (this.#followed.has(connection)) return;
    this.#followed.add(connection);
    const discardAll = (): void => {
      for (const [token, stored] of this.#plans) if (stored.connection === connection) this.#plans.delete(token);
    };
    connection.closed.addEventListener('abort', discardAll, { once: true });
  }

  /** A clock that was set back must not make a plan last longer. */
  #expire(): void {
    const now = this.#clock.now();
    for (const [token, { plan }] of this.#plans) {
      if (now >= plan.expiresAt || now < plan.expiresAt - lifetimeMs) this.#plans.delete(token);
    }
  }

  #makeRoom(newest: PlanToken): void {
    let bytes = 0;
    for (const { changes } of this.#plans.values()) bytes += changes.heldBytes;
    for (const [token, { changes }] of this.#plans) {
      if (token === newest || (this.#plans.size <= mostPlans && bytes <= mostBytes)) return;
      this.#plans.delete(token);
      bytes -= changes.heldBytes;
    }
  }
}

function isOnly(changes: ChangeList, key: Uint8Array): boolean {
  const [first] = changes.samples;
  return changes.length === 1 && first !== undefined && compareBytes(first.key, key) === 0;
}

function nowAsked(connection: OpenConnection, planned: PlannedChanges): string | null {
  const isNameTyped = isUnlocked(connection.state().readOnly);
  return confirmationOf({ profile: connection.profile, isNameTyped }, planned);
}
