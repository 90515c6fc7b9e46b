import type { CallOptions } from '../../contract/abort.ts';
import type { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { PlanConsequence } from '../../contract/plan-consequences.ts';
import type { OnExisting } from '../../contract/plans.ts';
import { compareBytes, startsWithAny } from '../bytes/bytes.ts';
import type { ChangedKey } from '../connections/held/lock/registries-of-changes.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { KeyReader } from '../etcd/key-reader.ts';
import { conflictOf } from '../etcd/txn.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { ChangeList } from './change-list.ts';
import type { LeasesAgain } from './leases-again.ts';
import { RegistrySamples } from './registry-samples.ts';

/** A value to write at a key. */
export interface WantedValue {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  /** The source key with its lease. */
  readonly from: KeyValue | null;
}

/** Plans the writes for given values: which keys exist, which differ, and what follows from that. */
export class WritePlanner {
  readonly changes = new ChangeList();
  readonly #codecs: Pick<ValueCodecs, 'holdsSecret'>;
  readonly #onExisting: OnExisting;
  readonly #isMove: boolean;
  readonly #leases: LeasesAgain | null;
  readonly #reader: KeyReader;
  readonly #connection: Pick<OpenConnection, 'registries' | 'findRegistries'>;
  readonly #samples = new RegistrySamples();
  #registries: readonly Uint8Array[];
  readonly #consequences = new Set<PlanConsequence>();
  #revision = 0;
  #obstacle: EtcdeckError | null = null;

  constructor(
    connection: Pick<OpenConnection, 'client' | 'registries' | 'findRegistries'>,
    codecs: Pick<ValueCodecs, 'holdsSecret'>,
    how: {
      readonly onExisting: OnExisting;
      readonly isMove: boolean;
      /** Finds the leases of what is written; without it, keys get none, or keep their own. */
      readonly leases?: LeasesAgain | null;
    },
  ) {
    this.#codecs = codecs;
    this.#onExisting = how.onExisting;
    this.#isMove = how.isMove;
    this.#leases = how.leases ?? null;
    this.#reader = new KeyReader(connection.client);
    this.#connection = connection;
    this.#registries = connection.registries();
  }

  /** The revision at which keys were first read; 0 where none was. */
  get revision(): number {
    return this.#revision;
  }

  get consequences(): readonly PlanConsequence[] {
    return [...this.#consequences];
  }

  /** Why the plan can be viewed only: a key exists already, and must not be overwritten. */
  get obstacle(): EtcdeckError | null {
    return this.#obstacle;
  }

  /**
   * Plans some values, and returns those that will be written. Reads their keys, without the values where an existing
   * key would be left alone.
   */
  async put(wanted: readonly WantedValue[], options: CallOptions): Promise<readonly WantedValue[]> {
    const keysOnly = this.#onExisting === 'skip' && !this.#isMove;
    const keys = wanted.map(({ key }) => key);
    const { found, revision } = await this.#reader.all(keys, { ...options, keysOnly });
    this.#revision ||= revision;
    const overwritten = keys.map((key, place) => ({ key, value: found[place]?.value ?? null }));
    const left = this.#isMove ? wanted.flatMap(({ from }) => from ?? []) : [];
    await this.#find([...overwritten, ...left], options);
    const planned: WantedValue[] = [];
    for (const [place, one] of wanted.entries())
      if (await this.#plan(one, found[place] ?? null, options)) planned.push(one);
    return planned;
  }

  /** Plans the deletion of keys at these modRevisions. Reads the values of a few that look like objects. */
  async delete(
    keys: readonly { readonly key: Uint8Array; readonly modRevision: number }[],
    options: CallOptions,
  ): Promise<void> {
    const sampled = this.#samples.take(keys.map(({ key }) => key));
    if (sampled.length > 0) {
      const { found } = await this.#reader.all(sampled, options);
      await this.#find(
        sampled.map((key, place) => ({ key, value: found[place]?.value ?? null })),
        options,
      );
    }
    for (const { key, modRevision } of keys) {
      this.#see(key);
      const change = { key, expectedModRevision: modRevision, value: null, lease: null };
      this.changes.add({ kind: 'delete', isJoined: false, ...change });
    }
  }

  /** Plans the deletion of the existing keys among these. */
  async deleteExisting(keys: readonly Uint8Array[], options: CallOptions): Promise<void> {
    const { found, revision } = await this.#reader.all(keys, { ...options, keysOnly: true });
    this.#revision ||= revision;
    await this.delete(
      found.filter((entry) => entry !== null),
      options,
    );
  }

  /** Plans one value; returns whether it will be written. */
  async #plan({ key, value, from }: WantedValue, target: KeyValue | null, options: CallOptions): Promise<boolean> {
    const source = from === null ? {} : { from: from.key };
    const isSame = target !== null && compareBytes(target.value, value) === 0;
    const isMoved = this.#isMove && from !== null;
    if (target !== null && ((isSame && !isMoved) || (!isSame && this.#onExisting === 'skip'))) {
      this.changes.skip({ key, bytes: value.length, ...source });
      return false;
    }
    // A key with the same value at its new place is rewritten there: its old place is removed only if the new one is
    // unchanged.
    this.#see(key);
    if (!this.#consequences.has('HoldsSecrets') && (await this.#codecs.holdsSecret(value, { ...options, key })))
      this.#consequences.add('HoldsSecrets');
    if (target !== null && !isSame && this.#onExisting === 'refuse')
      this.#obstacle ??= conflictOf(key, target.modRevision);
    const kind = target === null ? 'create' : 'overwrite';
    const lease = (await this.#leaseAgain(from, options)) ?? (target === null ? null : 'keep');
    const expectedModRevision = target?.modRevision ?? 0;
    this.changes.add({ kind, key, expectedModRevision, value, lease, isJoined: false, ...source });
    if (!isMoved) return true;
    this.#see(from.key);
    const gone = { key: from.key, expectedModRevision: from.modRevision, value: null, lease: null };
    this.changes.add({ kind: 'delete', isJoined: true, ...gone });
    return true;
  }

  /** Returns the lease that a source key had, or one in its place; `null` for none. */
  async #leaseAgain(from: KeyValue | null, options: CallOptions): Promise<LeaseId | null> {
    if (from === null || from.lease === null) return null;
    const again = (await this.#leases?.of(from.lease, options)) ?? null;
    if (again === null) this.#consequences.add('LosesLeases');
    return again;
  }

  /** Adds newly found registries: keys planned from then on count as bypassing Kubernetes. */
  async #find(changed: readonly ChangedKey[], options: CallOptions): Promise<void> {
    await this.#connection.findRegistries(changed, options);
    this.#registries = this.#connection.registries();
  }

  #see(key: Uint8Array): void {
    if (startsWithAny(key, this.#registries)) this.#consequences.add('BypassesKubernetes');
  }
}
