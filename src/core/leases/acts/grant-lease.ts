import type { PlannedStep, StepResult } from '../../../contract/operations.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import { type LeaseTTL, leaseGrant } from '../../etcd/lease.ts';
import type { Operation } from '../../plans/operation.ts';
import { settleLease } from './settle-lease.ts';

/** The server gives up a proposal after seven seconds. */
const grantMs = 9_000;

/** Grants a lease under an id that nobody else uses, so that the lease itself settles a lost answer. */
export function grantLease(client: EtcdClient, { id, ttl }: LeaseTTL): Operation {
  let granted: StepResult | null = null;
  return {
    describe(): PlannedStep {
      return {
        name: `Grant the lease ${id} for ${ttl} s`,
        target: { kind: 'cluster', text: 'the cluster' },
        precondition: 'No lease has its id, which is drawn at random',
        settledBy: 'asking for the lease',
        onFailure: 'stop',
        expectedMs: null,
      };
    },
    check: async () => 'needed',
    async run(signal) {
      granted = {
        kind: 'leaseGranted',
        lease: id,
        ttl: await leaseGrant(client, { id, ttl }, { signal, timeoutMs: grantMs }),
      };
    },
    async settle(signal) {
      return await settleLease(
        client,
        id,
        (times) => {
          if (times !== null) granted = { kind: 'leaseGranted', lease: id, ttl: times.grantedTTL };
          return times !== null;
        },
        signal,
      );
    },
    result: () => granted,
  };
}
