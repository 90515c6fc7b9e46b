import { randomBytes } from 'node:crypto';
import { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { toLeaseDecimal, toNumber } from './ids.ts';

/** A lease by its id, and how long it lasts without a keep-alive, in seconds. */
export interface LeaseTTL {
  readonly id: LeaseId;
  readonly ttl: number;
}

/** The longest TTL that a server grants, in seconds. */
export const longestTTL = 9_000_000_000;

/** Returns an id for a lease to grant. Ids are positive 63-bit numbers; two of these never meet in practice. */
export function newLeaseId(): LeaseId {
  const bytes = randomBytes(8);
  bytes.writeUInt8(bytes.readUInt8(0) & 0x7f, 0);
  // The cast is sound: an id of sixteen digits is a lease's.
  return bytes.toString('hex') as LeaseId;
}

/**
 * Grants a lease under an id chosen before. Sent once. Fails with `LeaseExist`, `LeaseTTLTooLarge`, `OutcomeUnknown`,
 * `PermissionDenied`, `NoSpace`.
 */
export async function leaseGrant(client: EtcdClient, { id, ttl }: LeaseTTL, options?: EtcdCallOptions): Promise<void> {
  await client.call(({ lease }) => lease.leaseGrant({ ID: toLeaseDecimal(id), TTL: String(ttl) }), options);
}

/**
 * Returns the TTL that a lease was granted with, in seconds; `null` where it does not exist or has expired, and for
 * kine, which has none.
 */
export async function leaseTTL(client: EtcdClient, id: LeaseId, options?: EtcdCallOptions): Promise<number | null> {
  try {
    const { answer } = await client.call(
      ({ lease }) => lease.leaseTimeToLive({ ID: toLeaseDecimal(id), keys: false }),
      options,
    );
    // One that does not exist has a TTL of -1, and from then on a granted one of 0.
    return toNumber(answer.TTL) > 0 ? toNumber(answer.grantedTTL) : null;
  } catch (error) {
    if (error instanceof EtcdeckError && (error.code === 'LeaseNotFound' || error.code === 'Unimplemented'))
      return null;
    throw error;
  }
}
