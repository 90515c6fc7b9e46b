import { EtcdeckError } from '../../contract/failure.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import { liveKeys } from '../../contract/key-source.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { PlanConsequence } from '../../contract/plan-consequences.ts';
import type { ObjectRepair, PlansApi } from '../../contract/plans.ts';
import { compareBytes } from '../bytes/bytes.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import { etcdctlWrite, kubectlAfterwards } from '../kubernetes-commands/etcdctl-write.ts';
import { kubectlEdit, kubectlRepair } from '../kubernetes-commands/kubectl-repairs.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import type { ObjectHead } from '../kubernetes-storage/heads/object-head.ts';
import { readHead } from '../kubernetes-storage/heads/read-head.ts';
import { type ObjectPlace, readObjectKey } from '../kubernetes-storage/layout/object-key.ts';
import { registryOf } from '../kubernetes-storage/layout/registries.ts';
import { ChangeList } from '../plans/change-list.ts';
import type { ObjectPlans } from '../plans/create-plans.ts';
import { etcdctlLines } from '../plans/etcdctl-lines.ts';
import type { PlanStore } from '../plans/plan-store.ts';
import { type Planner, planning } from '../plans/planning.ts';
import type { Ports } from '../ports.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { requireOrphan } from './repairs/orphan.ts';
import { nothingToRepair, repairedObject } from './repairs/repair-object.ts';

/** What plans for one object need. */
export interface ObjectPlanParts {
  readonly ports: Pick<Ports, 'resourcesFolder'>;
  readonly open: OpenConnections;
  readonly sources: OpenSources;
  readonly codecs: ValueCodecs;
  readonly store: PlanStore;
}

/** Plans to write one Kubernetes object past its API server. */
export function createObjectPlans(parts: ObjectPlanParts): ObjectPlans {
  return {
    planObject: (request, options) => planning(options, (signal) => planObject(parts, request, signal)),
    planRepair: (request, options) => planning(options, (signal) => planRepair(parts, request, signal)),
  };
}

async function* planObject(
  parts: ObjectPlanParts,
  { connection, key, yaml, showsManagedFields, expectedModRevision }: Parameters<PlansApi['planObject']>[0],
  signal: AbortSignal,
): Planner {
  const { codecs } = parts;
  const { entry: current, revision } = await parts.sources.require(liveKeys(connection)).whole.get(key, { signal });
  const entry = requireCurrent(current, expectedModRevision);
  const base = entry.value;
  const form = { source: liveKeys(connection), key, showsManagedFields };
  const { codec } = await codecs.api.decode({ ...form, value: base, codec: null, reveal: true });
  const { value } = await codecs.api.encode({
    source: liveKeys(connection),
    key,
    text: yaml,
    form: { codec, showsManagedFields },
    base,
  });
  const [before, clear] = [
    await codecs.opened(liveKeys(connection), key, base),
    await codecs.opened(liveKeys(connection), key, value),
  ];
  codecs.refuseCovered(clear ?? value);
  if (before !== null && clear !== null) requireSameObject(before, clear);
  yield await addPlan(parts, { connection, entry, revision, act: 'object', value, clear: clear ?? value }, signal);
}

/** Checks the modRevision. Fails with `Conflict`, as the write itself would. */
function requireCurrent(entry: KeyValue | null, expectedModRevision: number): KeyValue {
  if (entry?.modRevision === expectedModRevision) return entry;
  const currentModRevision = entry?.modRevision ?? 0;
  const message = entry === null ? 'the key does not exist' : `the key is at modRevision ${currentModRevision}`;
  throw new EtcdeckError({ code: 'Conflict', message, operation: 'planObject', detail: { currentModRevision } });
}

/** An object stored at another object's key is never found, and shadows that object. */
function requireSameObject(base: Uint8Array, edited: Uint8Array): void {
  const [before, after] = [readHead(base), readHead(edited)];
  if (before === null || after === null) return;
  for (const [path, name] of [
    ['kind', 'kind'],
    ['metadata.name', 'name'],
    ['metadata.namespace', 'namespace'],
    ['metadata.uid', 'uid'],
  ] as const) {
    if (before[name] === after[name]) continue;
    const message = `${path}: must stay ${before[name] ?? 'absent'}, for the key is this object's`;
    throw new EtcdeckError({ code: 'ValueNotEncodable', message, operation: 'planObject', detail: { path } });
  }
}

async function* planRepair(
  parts: ObjectPlanParts,
  { connection, key, repair }: Parameters<PlansApi['planRepair']>[0],
  signal: AbortSignal,
): Planner {
  const { codecs, ports } = parts;
  const source = parts.sources.require(liveKeys(connection)).whole;
  const { entry, revision } = await source.get(key, { signal });
  if (entry === null) throw nothingToRepair('the object does not exist');
  const clear = await codecs.opened(liveKeys(connection), key, entry.value);
  if (clear === null)
    throw new EtcdeckError({
      code: 'EncryptionKeyMissing',
      message: 'the object is encrypted',
      operation: 'planRepair',
    });
  const head = readHead(clear);
  if (head === null) throw nothingToRepair('the value is no object that can be read');
  if (repair.kind === 'deleteOrphan') {
    const registry = registryOf(key);
    if (registry === null) throw nothingToRepair('where its owners are stored cannot be told from its key');
    await requireOrphan({ source, of: liveKeys(connection), codecs, registry }, head, { signal });
    yield await addPlan(
      parts,
      { connection, entry, revision, act: 'repair', repair, head, clear, value: null },
      signal,
    );
    return;
  }
  const repaired = repairedObject(await loadKubernetesSchema(ports.resourcesFolder), clear, repair);
  const value = await codecs.sealed(liveKeys(connection), key, repaired, entry.value);
  yield await addPlan(
    parts,
    { connection, entry, revision, act: 'repair', repair, head, clear: repaired, value },
    signal,
  );
}

type ObjectPlan = {
  readonly connection: ConnectionId;
  readonly entry: KeyValue;
  readonly revision: number;
  /** The new value; `null` for a deletion. */
  readonly value: Uint8Array | null;
  /** The decrypted object: the new one or, for a deletion, the present one. */
  readonly clear: Uint8Array;
} & ({ readonly act: 'object' } | { readonly act: 'repair'; readonly repair: ObjectRepair; readonly head: ObjectHead });

async function addPlan(parts: ObjectPlanParts, plan: ObjectPlan, signal: AbortSignal) {
  const { open, codecs, store } = parts;
  const { entry, value, revision, clear } = plan;
  const { key, modRevision } = entry;
  const changes = new ChangeList();
  const isSame = value !== null && compareBytes(value, entry.value) === 0;
  const shared = { key, expectedModRevision: modRevision, lease: 'keep', isJoined: false } as const;
  if (isSame) changes.skip({ key, bytes: value.length });
  else if (value === null) changes.add({ ...shared, kind: 'delete', value: null });
  else changes.add({ ...shared, kind: 'overwrite', value });
  const isSecret = await codecs.holdsSecret(clear, { signal, key });
  const consequences: PlanConsequence[] = ['BypassesKubernetes'];
  if (isSecret) consequences.push('HoldsSecrets');
  if (value === null && entry.lease !== null) consequences.push('LosesLeases');
  const held = open.require(plan.connection);
  const { profile } = held;
  const write = value === null || isSame || isSecret ? null : etcdctlWrite(profile, key, value);
  return await store.add(
    {
      connection: held,
      act: plan.act,
      changes,
      revision,
      consequences,
      etcdctl: [...(write === null ? etcdctlLines(profile, changes) : [write]), ...afterwards(plan)],
      kubectl: safeWay(plan),
      subject: key,
    },
    signal,
  );
}

function safeWay(plan: ObjectPlan): readonly string[] {
  const place = placeOf(plan.entry.key);
  if (place === null) return [];
  return plan.act === 'object' ? kubectlEdit(place) : kubectlRepair(place, plan.repair, plan.head);
}

function afterwards({ entry, clear, value, act }: ObjectPlan): readonly string[] {
  const place = placeOf(entry.key);
  const after = act === 'repair' && value !== null ? readHead(clear) : null;
  return place === null || after === null ? [] : kubectlAfterwards(place, after);
}

function placeOf(key: Uint8Array): ObjectPlace | null {
  const registry = registryOf(key);
  return registry && readObjectKey(registry, key);
}
