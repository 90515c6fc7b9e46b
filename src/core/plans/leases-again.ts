import type { CallOptions } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
import { longestTTL } from '../../contract/plans.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { type LeaseTTL, leaseTTL, newLeaseId } from '../etcd/lease.ts';

/** Each is a request when the plan is executed. */
const mostGrants = 10_000;

/** Returns the TTLs that the leases of a source were granted with, as far as it knows them. */
export type KnownTTLs = () => Promise<ReadonlyMap<LeaseId, number>>;

/** Finds leases for keys that had one: the same where it still exists, or a new one with its TTL. Grants nothing. */
export class LeasesAgain {
  readonly #client: EtcdClient;
  readonly #ttls: KnownTTLs;
  readonly #again = new Map<LeaseId, LeaseId | null>();
  readonly #grants: LeaseTTL[] = [];

  constructor(client: EtcdClient, ttls: KnownTTLs) {
    this.#client = client;
    this.#ttls = ttls;
  }

  /** The leases to grant before their keys are written. */
  get grants(): readonly LeaseTTL[] {
    return this.#grants;
  }

  /** Returns the lease for keys of an old one; `null` where its TTL is unknown. Costs one read for each old lease. */
  async of(lease: LeaseId, options: CallOptions): Promise<LeaseId | null> {
    const known = this.#again.get(lease);
    if (known !== undefined) return known;
    const found = (await leaseTTL(this.#client, lease, options)) === null ? await this.#granted(lease) : lease;
    this.#again.set(lease, found);
    return found;
  }

  async #granted(lease: LeaseId): Promise<LeaseId | null> {
    const ttl = (await this.#ttls()).get(lease) ?? 0;
    if (ttl < 1 || ttl > longestTTL) return null;
    if (this.#grants.length === mostGrants) throw tooMany();
    const id = newLeaseId();
    this.#grants.push({ id, ttl });
    return id;
  }
}

function tooMany(): EtcdeckError {
  const message = `A plan grants ${mostGrants.toLocaleString('en')} leases at most.`;
  return new EtcdeckError({ code: 'PlanTooLarge', message, detail: { mostGrants } });
}
