import { randomBytes } from 'node:crypto';
import type { ILeaseKeepAliveResponse } from 'etcd3';
import { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
import { compareBytes, copyBytes } from '../bytes/bytes.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { toLeaseDecimal, toLeaseId, toNumber } from './ids.ts';
import { openStream } from './open-stream.ts';

/** A lease by its id, and how long it lasts without a keep-alive, in seconds. */
export interface LeaseTTL {
  readonly id: LeaseId;
  readonly ttl: number;
}

/** Returns an id for a lease to grant. Ids are positive 63-bit numbers; two of these never meet in practice. */
export function newLeaseId(): LeaseId {
  const bytes = randomBytes(8);
  bytes.writeUInt8(bytes.readUInt8(0) & 0x7f, 0);
  // The cast is sound: an id of sixteen digits is a lease's.
  return bytes.toString('hex') as LeaseId;
}

/**
 * Grants a lease under an id chosen before, and returns the TTL that the server has granted: more than it was asked for
 * below one and a half election timeouts. Sent once. Fails with `LeaseExist`, `LeaseTTLTooLarge`, `OutcomeUnknown`,
 * `PermissionDenied`, `NoSpace`.
 */
export async function leaseGrant(
  client: EtcdClient,
  { id, ttl }: LeaseTTL,
  options?: EtcdCallOptions,
): Promise<number> {
  const { answer } = await client.call(
    ({ lease }) => lease.leaseGrant({ ID: toLeaseDecimal(id), TTL: String(ttl) }),
    options,
  );
  return toNumber(answer.TTL);
}

/**
 * Revokes a lease, which deletes its keys in one revision. Sent once. With auth the user needs to write each of them.
 * Fails with `LeaseNotFound`, `OutcomeUnknown`, `PermissionDenied`.
 */
export async function leaseRevoke(client: EtcdClient, id: LeaseId, options?: EtcdCallOptions): Promise<void> {
  await client.call(({ lease }) => lease.leaseRevoke({ ID: toLeaseDecimal(id) }), options);
}

/** The ids of all leases that one member has applied, and the member's endpoint. */
export interface LeaseIds {
  readonly ids: readonly LeaseId[];
  readonly endpoint: string;
}

/**
 * Returns the ids of all leases as one member knows them, those that expire first in front at the leader. Needs no
 * quorum: what was granted a moment ago may be missing, and what was revoked still there. With auth, 3.4 lists them for
 * every user, and later versions (3.5.30, 3.6.14, 3.7.1) for one who may read every attached key. Fails with
 * `PermissionDenied`.
 */
export async function leaseLeases(client: EtcdClient, options?: EtcdCallOptions): Promise<LeaseIds> {
  const { answer, endpoint } = await client.call(({ lease }) => lease.leaseLeases(), options);
  return { ids: answer.leases.flatMap(({ ID }) => toLeaseId(ID) ?? []), endpoint };
}

/** A lease's TTL and attached keys as the leader has them. */
export interface LeaseTimes {
  /** In seconds; `ttl` is what is left, and 0 where less than a second is. */
  readonly grantedTTL: number;
  readonly ttl: number;
  /** In key order; empty unless they were asked for. */
  readonly keys: readonly Uint8Array[];
}

/**
 * Returns a lease's times and keys from the leader, whichever member is asked; `null` where it does not exist. With
 * auth, versions after 3.4 tell the keys to a user who may read each of them. Fails with `PermissionDenied`,
 * `AnswerTooLarge`, and without a leader after seven seconds.
 */
export async function leaseTimeToLive(
  client: EtcdClient,
  id: LeaseId,
  { keys: asksKeys, ...options }: EtcdCallOptions & { readonly keys: boolean },
): Promise<LeaseTimes | null> {
  try {
    const { answer } = await client.call(
      ({ lease }) => lease.leaseTimeToLive({ ID: toLeaseDecimal(id), keys: asksKeys }),
      options,
    );
    const [ttl, grantedTTL] = [toNumber(answer.TTL), toNumber(answer.grantedTTL)];
    // One that expired a moment ago has a TTL of -1 as well, and keeps its granted TTL until it is revoked.
    if (ttl < 0 && grantedTTL === 0) return null;
    return { grantedTTL, ttl: Math.max(0, ttl), keys: answer.keys.map((key) => copyBytes(key, 0)).sort(compareBytes) };
  } catch (error) {
    if (error instanceof EtcdeckError && error.code === 'LeaseNotFound') return null;
    throw error;
  }
}

/**
 * Renews a lease, and returns its TTL from now on in seconds. A lost answer is harmless: renewing may be repeated. Fails with
 * `LeaseNotFound`, `ReadOnly`, `OutcomeUnknown`, `PermissionDenied`.
 */
export async function leaseKeepAliveOnce(client: EtcdClient, id: LeaseId, options?: EtcdCallOptions): Promise<number> {
  const request = { ID: toLeaseDecimal(id) };
  const { answer } = await client.attempt(
    (channel, bounds) =>
      openStream<ILeaseKeepAliveResponse>(
        channel,
        { service: 'Lease', method: 'leaseKeepAlive', request, answerBy: bounds.deadline },
        bounds,
      ),
    options,
  );
  answer.stream.cancel();
  const ttl = toNumber(answer.first.TTL);
  if (ttl > 0) return ttl;
  throw new EtcdeckError({ code: 'LeaseNotFound', message: `there is no lease ${id}`, operation: 'leaseKeepAlive' });
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
