import { setImmediate } from 'node:timers/promises';
import type { Abort } from '../../contract/abort.ts';
import type { RevisionSighting } from '../../contract/history.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { concatBytes } from '../bytes/bytes.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { prefixEnd, range } from '../etcd/kv.ts';
import { renewalOf } from '../kubernetes-storage/heads/lease-renewal.ts';
import { knownRegistries } from '../kubernetes-storage/layout/registries.ts';
import type { SnapshotRevisions } from '../snapshot-files/snapshot-revisions.ts';
import { spanOf } from '../sources/key-span.ts';

const nodeLeases = new TextEncoder().encode('leases/kube-node-lease/');
const moments = 8;
/** Every node renews its lease every ten seconds, so a few of them say as much as thousands. */
const leasesEach = 25;

/**
 * Returns when a Kubernetes cluster was at which revision, by the renewal times in its nodes' leases, by the nodes'
 * clocks. Reads the leases at eight moments between the two revisions, 25 of each known registry. Empty where no lease
 * can be read. Fails as `range` does.
 */
export async function leaseSightings(
  client: EtcdClient,
  { from, to }: { readonly from: number; readonly to: number },
  signal: Abort | undefined,
): Promise<readonly RevisionSighting[]> {
  const sightings: RevisionSighting[] = [];
  for (const registry of knownRegistries) {
    const key = concatBytes(registry, nodeLeases);
    for (let moment = 0; moment < moments; moment++) {
      const revision = to - Math.floor(((to - from) * moment) / (moments - 1));
      const request = { key, rangeEnd: prefixEnd(key), limit: leasesEach, revision, serializable: true };
      const { kvs } = await range(client, request, { signal });
      // No such registry, or, further back, not yet.
      if (kvs.length === 0) break;
      for (const entry of kvs) sightings.push(...sightingOf(entry));
      await setImmediate();
    }
  }
  return sightings;
}

/** Returns the same from a snapshot: eight states of each lease, evenly over its history. Fails as its values do. */
export async function leaseSightingsIn(
  revisions: SnapshotRevisions,
  registries: readonly Uint8Array[],
): Promise<readonly RevisionSighting[]> {
  const sightings: RevisionSighting[] = [];
  for (const registry of registries) {
    const span = spanOf(concatBytes(registry, nodeLeases));
    for await (const state of revisions.sampled(span, { keys: leasesEach, each: moments })) {
      if (state.kind === 'put') sightings.push(...sightingOf(state.entry));
    }
  }
  return sightings;
}

/** Returns a lease's renewal time as a sighting of its revision; empty where it is encrypted or damaged. */
function sightingOf({ value, modRevision }: KeyValue): readonly RevisionSighting[] {
  const renewedAt = renewalOf(value);
  return renewedAt === null ? [] : [{ revision: modRevision, at: renewedAt }];
}
