import { setTimeout } from 'node:timers/promises';
import type { LeaseId } from '../../contract/ids.ts';
import { leaseGrant, leaseKeepAliveOnce, leaseLeases } from '../etcd/lease.ts';
import type { ServingMember } from './throw-away-member.ts';

/** No server keeps a lease for less than two seconds. */
const lookEveryMs = 200;
const atOnce = 16;
const timeoutMs = 30_000;
/** In seconds, of a lease whose TTL is not known. */
const strangeTTL = 3_600;

/**
 * The leases of a throw-away member, which stay alive while it is open: one that expired would delete keys at a revision
 * of its own.
 */
export class KeptLeases {
  readonly #member: ServingMember;
  /** When each is renewed next, by the clock of the process. */
  readonly #dueAt: Map<LeaseId, number>;
  readonly #closing = new AbortController();
  readonly #renewed: Promise<void>;
  #granted = 0;

  private constructor(member: ServingMember, leases: readonly LeaseId[]) {
    this.#member = member;
    this.#dueAt = new Map(leases.map((id) => [id, 0]));
    this.#renewed = this.#renew();
  }

  static async of(member: ServingMember, signal: AbortSignal): Promise<KeptLeases> {
    const { client, endpoint } = member;
    const { ids } = await leaseLeases(client, { endpoint, signal, timeoutMs });
    return new KeptLeases(member, ids);
  }

  /** How many were granted because they were not there. */
  get granted(): number {
    return this.#granted;
  }

  /** Grants a lease that is not there, for an hour: increments name leases, and do not tell their TTL. */
  async require(id: LeaseId): Promise<void> {
    if (this.#dueAt.has(id)) return;
    const { client, endpoint } = this.#member;
    const { signal } = this.#closing;
    await leaseGrant(client, { id, ttl: strangeTTL }, { endpoint, signal, timeoutMs });
    this.#dueAt.set(id, dueAfter(strangeTTL));
    this.#granted += 1;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#renewed;
  }

  /** Renews each at a third of its TTL. Never rejects: a lease that is gone shows in the member's revisions. */
  async #renew(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const now = performance.now();
      const due = [...this.#dueAt].flatMap(([id, at]) => (at <= now ? [id] : []));
      for (let at = 0; at < due.length && !signal.aborted; at += atOnce) {
        await Promise.all(due.slice(at, at + atOnce).map((id) => this.#renewOne(id)));
      }
      await setTimeout(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #renewOne(id: LeaseId): Promise<void> {
    const { client, endpoint } = this.#member;
    const { signal } = this.#closing;
    const ttl = await leaseKeepAliveOnce(client, id, { endpoint, signal, timeoutMs }).catch(() => 0);
    this.#dueAt.set(id, dueAfter(ttl));
  }
}

const dueAfter = (ttl: number): number => performance.now() + (ttl * 1_000) / 3;
