import { EtcdeckError } from '../../../contract/failure.ts';
import { plural } from '../../../contract/figures.ts';
import type { LeaseId } from '../../../contract/ids.ts';
import type { PlannedStep } from '../../../contract/operations.ts';
import { bufferOf } from '../../bytes/bytes.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import { leaseRevoke, leaseTimeToLive } from '../../etcd/lease.ts';
import type { Operation } from '../../plans/operation.ts';
import { settleLease } from './settle-lease.ts';

/** The server gives up a proposal after seven seconds. */
const revokeMs = 9_000;

/**
 * Revokes a lease with the keys that the plan names. Nothing guards it at the server: a key that is attached between
 * the last look and the call goes too.
 */
export function revokeLease(client: EtcdClient, lease: LeaseId, keys: readonly Uint8Array[]): Operation {
  const planned = new Set(keys.map(textOfKey));
  return {
    describe(): PlannedStep {
      return {
        name: `Revoke the lease ${lease}, with ${planned.size === 0 ? 'no keys' : plural(planned.size, 'key')}`,
        target: { kind: 'cluster', text: 'the cluster' },
        precondition: 'No other key is attached to it',
        settledBy: 'asking for the lease',
        onFailure: 'goOn',
        expectedMs: null,
      };
    },
    async check(signal) {
      const times = await leaseTimeToLive(client, lease, { keys: true, signal });
      if (times === null) return 'met';
      const since = times.keys.filter((key) => !planned.has(textOfKey(key)));
      if (since.length > 0) throw holdsMore(lease, since.length);
      return 'needed';
    },
    async run(signal) {
      await leaseRevoke(client, lease, { signal, timeoutMs: revokeMs });
    },
    settle: async (signal) => await settleLease(client, lease, (times) => times === null, signal),
  };
}

/** A name for a set: one character a byte. */
const textOfKey = (key: Uint8Array): string => bufferOf(key).toString('latin1');

function holdsMore(lease: LeaseId, keys: number): EtcdeckError {
  const message = `${plural(keys, 'key')} ${keys === 1 ? 'was' : 'were'} attached to the lease ${lease} since the plan was made`;
  return new EtcdeckError({ code: 'LeaseHoldsMore', message, operation: 'leaseRevoke', detail: { keys } });
}
