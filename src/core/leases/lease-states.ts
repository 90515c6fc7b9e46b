import { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
import { firstKeysOfLease, type LeaseState } from '../../contract/leases.ts';
import type { EtcdCallOptions, EtcdClient } from '../etcd/client.ts';
import { type LeaseTimes, leaseTimeToLive } from '../etcd/lease.ts';
import type { Clock } from '../ports.ts';

/** Who is asked for leases, and by which clock. */
export interface AskedLeases {
  readonly client: EtcdClient;
  readonly clock: Clock;
}

/** The keys in one state; the window shows the beginning of each. */
const mostKeyBytes = 4_096;

/** Asks for one lease, and returns its state with all of its keys; a failure is an `unknown` state. Fails with `Cancelled`. */
export async function askLease(
  { client, clock }: AskedLeases,
  id: LeaseId,
  options: EtcdCallOptions,
): Promise<{ readonly state: LeaseState; readonly keys: readonly Uint8Array[] }> {
  const at = (): number => clock.now();
  try {
    const times = await leaseTimeToLive(client, id, { ...options, keys: true });
    return { state: stateOf(id, times, times?.keys ?? null, at()), keys: times?.keys ?? [] };
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
    if (!hidesKeys.has(error.code)) return { state: unknown(id, error, at()), keys: [] };
  }
  try {
    return { state: stateOf(id, await leaseTimeToLive(client, id, { ...options, keys: false }), null, at()), keys: [] };
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
    return { state: unknown(id, error, at()), keys: [] };
  }
}

/** Failures of the keys that say nothing of the lease: some may not be read, or they do not fit an answer. */
const hidesKeys: ReadonlySet<string> = new Set(['PermissionDenied', 'AnswerTooLarge']);

function stateOf(id: LeaseId, times: LeaseTimes | null, keys: readonly Uint8Array[] | null, at: number): LeaseState {
  if (times === null) return { kind: 'gone', id, at };
  const { grantedTTL, ttl } = times;
  return { kind: 'alive', id, grantedTTL, ttl, keyCount: keys?.length ?? null, firstKeys: firstOf(keys ?? []), at };
}

const unknown = (id: LeaseId, error: EtcdeckError, at: number): LeaseState => ({
  ...{ kind: 'unknown', id, at },
  failure: error.toFailure(),
});

function firstOf(keys: readonly Uint8Array[]): readonly Uint8Array[] {
  let bytes = 0;
  return keys.slice(0, firstKeysOfLease).filter((key) => {
    bytes += key.length;
    return bytes <= mostKeyBytes;
  });
}

/** The bytes that a state takes on the wire, about. */
export const stateBytes = (state: LeaseState): number =>
  128 + (state.kind === 'alive' ? state.firstKeys.reduce((sum, key) => sum + key.length, 0) : 0);
