import { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
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

/** What a key becomes. */
interface NewState {
  readonly value: Uint8Array;
  readonly lease: LeaseId | null | 'keep';
}

/** Plans the write or the deletion of one key, guarded by the modRevision that the operator has seen. */
export async function* planKey(
  { open, sources, codecs, store }: PlanParts,
  { connection, key, expectedModRevision, put }: Parameters<PlansApi['planKey']>[0],
  signal: AbortSignal,
): Planner {
  if (put !== null && put.value !== 'keep') codecs.refuseCovered(put.value);
  const held = open.require(connection);
  const { entry, revision } = await sources.require(liveKeys(connection)).whole.get(key, { signal });
  const currentModRevision = entry?.modRevision ?? 0;
  if (currentModRevision !== expectedModRevision) throw conflictOf(key, currentModRevision);
  await held.findRegistries([{ key, value: entry?.value ?? null }], { signal });
  const registry = registryAround(held.registries(), key);
  const value = put?.value === 'keep' ? keptValue(entry) : (put?.value ?? null);
  const changes = changeOf(key, entry, value === null ? null : { value, lease: put?.lease ?? null });
  const consequences: PlanConsequence[] = registry === null ? [] : ['BypassesKubernetes'];
  for (const one of [value, entry?.value ?? null]) {
    if (one === null || consequences.includes('HoldsSecrets')) continue;
    if (await codecs.holdsSecret(one, { signal, key })) consequences.push('HoldsSecrets');
  }
  if (put?.value === 'keep') consequences.push('KeepsValue');
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
function changeOf(key: Uint8Array, entry: KeyValue | null, put: NewState | null): ChangeList {
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

function keptValue(entry: KeyValue | null): Uint8Array {
  if (entry !== null) return entry.value;
  throw new EtcdeckError({ code: 'KeyNotFound', message: 'there is no value to keep', operation: 'planKey' });
}
