import { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { type LeaseTTL, leaseGrant, leaseTTL } from '../etcd/lease.ts';
import type { Change } from './change-list.ts';

/**
 * Grants a plan's leases, each just before the first transaction that needs it, so that it lasts from then on. One that
 * is not used, because the transaction fails, expires by itself.
 */
export class LeaseGranter {
  readonly #client: EtcdClient;
  readonly #waiting: Map<LeaseId, LeaseTTL>;

  constructor(client: EtcdClient, grants: readonly LeaseTTL[]) {
    this.#client = client;
    this.#waiting = new Map(grants.map((grant) => [grant.id, grant]));
  }

  /** Grants what these changes need, and was not granted yet. Fails as `leaseGrant` does; then no key was written. */
  async grant(changes: readonly Change[], signal: AbortSignal): Promise<void> {
    for (const { lease } of changes) {
      const grant = lease === null || lease === 'keep' ? undefined : this.#waiting.get(lease);
      if (grant === undefined) continue;
      await this.#grant(grant, signal);
      this.#waiting.delete(grant.id);
    }
  }

  /** Where the answer is lost, the lease itself tells: its id is nobody else's. */
  async #grant(grant: LeaseTTL, signal: AbortSignal): Promise<void> {
    try {
      await leaseGrant(this.#client, grant);
    } catch (error) {
      if (!(error instanceof EtcdeckError) || error.code !== 'OutcomeUnknown') throw error;
      if ((await leaseTTL(this.#client, grant.id, { signal })) === null) throw notGranted(error);
    }
  }
}

/** The outcome of every key is known: nothing was sent for it. */
function notGranted(cause: EtcdeckError): EtcdeckError {
  const message = `a lease could not be granted: ${cause.message}`;
  return new EtcdeckError({ code: 'Unavailable', message, operation: 'leaseGrant', retry: true }, { cause });
}
