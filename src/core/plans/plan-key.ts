import { liveKeys } from '../../contract/key-source.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { PlanConsequence } from '../../contract/plan-consequences.ts';
import type { PlansApi } from '../../contract/plans.ts';
import { conflictOf } from '../etcd/txn.ts';
import { kubectlWrite } from '../kubernetes-commands/kubectl-repairs.ts';
import { readObjectKey } from '../kubernetes-storage/layout/object-key.ts';
import { ChangeList } from './change-list.ts';
import { etcdctlLines } from './etcdctl-lines.ts';
import type { PlanParts } from './plan-parts.ts';
import type { Planner } from './planning.ts';
import { registryAround } from './registry-around.ts';

type KeyPut = Parameters<PlansApi['planKey']>[0]['put'];

/** Plans the write or the deletion of one key, guarded by the modRevision that the operator has seen. */
export async function* planKey(
  { open, sources, codecs, store }: PlanParts,
  { connection, key, expectedModRevision, put }: Parameters<PlansApi['planKey']>[0],
  signal: AbortSignal,
): Planner {
  if (put !== null) codecs.refuseCovered(put.value);
  const held = open.require(connection);
  const { entry, revision } = await sources.require(liveKeys(connection)).whole.get(key, { signal });
  const currentModRevision = entry?.modRevision ?? 0;
  if (currentModRevision !== expectedModRevision) throw conflictOf(key, currentModRevision);
  await held.findRegistries([{ key, value: entry?.value ?? null }], { signal });
  const registry = registryAround(held.registries(), key);
  const changes = changeOf(key, entry, put);
  const consequences: PlanConsequence[] = registry === null ? [] : ['BypassesKubernetes'];
  for (const value of [put?.value, entry?.value]) {
    if (value === undefined || consequences.includes('HoldsSecrets')) continue;
    if (await codecs.holdsSecret(value, { signal })) consequences.push('HoldsSecrets');
  }
  if (put === null && entry !== null && entry.lease !== null) consequences.push('LosesLeases');
  const place = registry && readObjectKey(registry, key);
  const [kind] = changes.samples.map((sample) => sample.kind);
  yield await store.add(
    {
      connection: held,
      act: put === null ? 'delete' : 'put',
      changes,
      revision,
      consequences,
      etcdctl: etcdctlLines(held.profile, changes),
      kubectl: place === null || kind === undefined ? [] : kubectlWrite(place, kind),
      subject: key,
    },
    signal,
  );
}

/** Returns one change, or none for a deletion of a key that does not exist. Writing the same value again is a write. */
function changeOf(key: Uint8Array, entry: KeyValue | null, put: KeyPut): ChangeList {
  const changes = new ChangeList();
  const expectedModRevision = entry?.modRevision ?? 0;
  const guarded = { key, expectedModRevision, isJoined: false };
  if (put === null) {
    if (entry !== null) changes.add({ ...guarded, kind: 'delete', value: null, lease: null });
    return changes;
  }
  const lease = put.lease === 'keep' && entry === null ? null : put.lease;
  changes.add({ ...guarded, kind: entry === null ? 'create' : 'overwrite', value: put.value, lease });
  return changes;
}
