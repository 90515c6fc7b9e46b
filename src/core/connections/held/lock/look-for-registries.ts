import { EtcdeckError } from '../../../../contract/failure.ts';
import type { EtcdClient } from '../../../etcd/client.ts';
import { isDenied } from '../../../etcd/failures.ts';
import { prefixEnd, range } from '../../../etcd/kv.ts';
import { knownRegistries, namespacesOf } from '../../../kubernetes-storage/layout/registries.ts';
import { findOwnRegistries } from '../../../registries/own-registries.ts';
import { headReads } from '../../../sources/live-reads.ts';
import { type Bounds, bounded, callOptions } from '../../bounded-wait.ts';

/** Without quorum a linearizable read gets no answer, and opening does not wait for it. */
const quorumMs = 1_000;

/**
 * Returns the prefixes beneath which a cluster stores Kubernetes objects; `null` where their absence cannot be
 * confirmed. One member that has such keys is enough to find them; confirming that there are none takes a quorum,
 * because a single member may be behind or empty. A prefix that the user may not read counts as absent.
 */
export async function lookForRegistries(
  client: EtcdClient,
  endpoint: string,
  own: Uint8Array,
  bounds: Bounds,
): Promise<readonly Uint8Array[] | null> {
  const here = await heldBy(client, endpoint, true, bounds);
  if (here.length > 0) return here;
  const within = { ...bounds, timeoutMs: Math.min(bounds.timeoutMs, quorumMs) };
  try {
    const held = await heldBy(client, endpoint, false, within);
    if (held.length > 0) return held;
    return await bounded<readonly Uint8Array[]>(bounds, tooLate, (resolve, reject) => {
      const stop = new AbortController();
      findOwnRegistries(headReads(client), own, { signal: stop.signal }).then(resolve, reject);
      return () => stop.abort();
    });
  } catch (error) {
    if (!(error instanceof EtcdeckError) || bounds.signal?.aborted) throw error;
  }
  const others = client.endpoints.filter((other) => other !== endpoint);
  const answers = await Promise.allSettled(others.map((other) => heldBy(client, other, true, within)));
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  return found.length > 0 ? found : null;
}

function tooLate(): EtcdeckError {
  return new EtcdeckError({ code: 'DeadlineExceeded', message: 'the registries were not found in time', retry: true });
}

/** Returns the known registries that have keys, by one member's data or by a quorum's. */
async function heldBy(
  client: EtcdClient,
  endpoint: string,
  serializable: boolean,
  bounds: Bounds,
): Promise<readonly Uint8Array[]> {
  const holds = await Promise.all(
    knownRegistries.map(async (registry) => {
      // The whole prefix, whose index a member before 3.7 walks, is read only where there are no namespaces.
      for (const prefix of [namespacesOf(registry), registry]) {
        if (await holdsKey(client, { prefix, serializable }, endpoint, bounds)) return true;
      }
      return false;
    }),
  );
  return knownRegistries.filter((_, place) => holds[place]);
}

async function holdsKey(
  client: EtcdClient,
  { prefix, serializable }: { readonly prefix: Uint8Array; readonly serializable: boolean },
  endpoint: string,
  bounds: Bounds,
): Promise<boolean> {
  const request = { key: prefix, rangeEnd: prefixEnd(prefix), limit: 1, keysOnly: true, serializable };
  try {
    return (await range(client, request, callOptions(endpoint, bounds))).kvs.length > 0;
  } catch (error) {
    if (isDenied(error)) return false;
    throw error;
  }
}
