import { setImmediate } from 'node:timers/promises';
import type { Abort } from '../../contract/abort.ts';
import type { RevisionSighting } from '../../contract/history.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { concatBytes } from '../bytes/bytes.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { prefixEnd, range } from '../etcd/kv.ts';
import { decodeObject } from '../kubernetes-storage/codec/decode.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import type { KubernetesSchema } from '../kubernetes-storage/codec/schema.ts';
import { knownRegistries } from '../kubernetes-storage/layout/registries.ts';

const nodeLeases = new TextEncoder().encode('leases/kube-node-lease/');
const moments = 8;
/** Every node renews its own every ten seconds: a few of them tell as much as thousands. */
const leasesEach = 25;

/**
 * When a Kubernetes cluster was at which revision, by what its nodes wrote into their leases: each time they renewed one,
 * by their own clocks. Looks at a few moments between the two revisions. Empty where there are no leases to be read.
 */
export async function leaseSightings(
  client: EtcdClient,
  resourcesFolder: string,
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
      // No such registry; further back, none yet.
      if (kvs.length === 0) break;
      const schema = await loadKubernetesSchema(resourcesFolder);
      for (const entry of kvs) sightings.push(...sightingOf(schema, entry));
      await setImmediate();
    }
  }
  return sightings;
}

function sightingOf(schema: KubernetesSchema, { value, modRevision }: KeyValue): readonly RevisionSighting[] {
  try {
    const isJson = value[0] === 0x7b;
    const lease: unknown = JSON.parse(isJson ? Buffer.from(value).toString() : decodeObject(schema, value).json);
    const at = Date.parse(renewTimeOf(lease));
    return Number.isFinite(at) ? [{ revision: modRevision, at }] : [];
  } catch {
    // Encrypted, or damaged: another one will tell.
    return [];
  }
}

function renewTimeOf(lease: unknown): string {
  const spec = memberOf(lease, 'spec');
  const time = memberOf(spec, 'renewTime');
  return typeof time === 'string' ? time : '';
}

function memberOf(object: unknown, name: string): unknown {
  return typeof object === 'object' && object !== null ? Reflect.get(object, name) : undefined;
}
