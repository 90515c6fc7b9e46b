import { setTimeout } from 'node:timers/promises';
import type { LeaseId } from '../../contract/ids.ts';
import { leaseGrant, leaseKeepAliveOnce, leaseLeases } from '../etcd/lease.ts';
import type { ServingMember } from './throw-away-member.ts';

/** No server keeps a lease for less than two seconds. */
const renewEveryMs = 400;
const timeoutMs = 30_000;
/** In seconds, of a lease whose TTL is not known. */
const strangeTTL = 3_600;

/**
 * The leases of a throw-away member, which stay alive while it is open: one that expired would delete keys at a revision
 * of its own.
 */
export class KeptLeases {
  readonly #member: ServingMember;
  readonly #leases: Set<LeaseId>;
  readonly #closing = new AbortController();
  readonly #renewed: Promise<void>;
  #granted = 0;

  private constructor(member: ServingMember, leases: Set<LeaseId>) {
    this.#member = member;
    this.#leases = leases;
    this.#renewed = this.#renew();
  }

  static async of(member: ServingMember, signal: AbortSignal): Promise<KeptLeases> {
    const { client, endpoint } = member;
    const { ids } = await leaseLeases(client, { endpoint, signal, timeoutMs });
    return new KeptLeases(member, new Set(ids));
  }

  /** How many were granted because they were not there. */
  get granted(): number {
    return this.#granted;
  }

  /** Grants a lease that is not there, for an hour: increments name leases, and do not tell their TTL. */
  async require(id: LeaseId): Promise<void> {
    if (this.#leases.has(id)) return;
    const { client, endpoint } = this.#member;
    const { signal } = this.#closing;
    await leaseGrant(client, { id, ttl: strangeTTL }, { endpoint, signal, timeoutMs });
    this.#leases.add(id);
    this.#granted += 1;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#renewed;
  }

  /** Never rejects: a lease that is gone shows in the member's revisions. */
  async #renew(): Promise<void> {
    const { client, endpoint } = this.#member;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      for (const id of this.#leases) {
        if (signal.aborted) return;
        await leaseKeepAliveOnce(client, id, { endpoint, signal, timeoutMs }).catch(() => undefined);
      }
      await setTimeout(renewEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
