import type { CallOptions } from '../../../contract/abort.ts';
import type { KeySource } from '../../../contract/key-source.ts';
import { compareBytes, concatBytes } from '../../bytes/bytes.ts';
import { readTypeMeta } from '../../kubernetes-storage/codec/type-meta.ts';
import { JsonMembers } from '../../kubernetes-storage/heads/json-members.ts';
import type { ObjectHead, OwnerReference } from '../../kubernetes-storage/heads/object-head.ts';
import { ProtoFields } from '../../kubernetes-storage/heads/proto-fields.ts';
import { objectField } from '../../kubernetes-storage/heads/protobuf-head.ts';
import { readHead } from '../../kubernetes-storage/heads/read-head.ts';
import { parseJson } from '../../kubernetes-storage/heads/stored-document.ts';
import { groupOf } from '../../kubernetes-storage/layout/built-in.ts';
import { namespacesPrefix, objectKey } from '../../kubernetes-storage/layout/object-key.ts';
import { knownRegistries } from '../../kubernetes-storage/layout/registries.ts';
import { listResources } from '../../registries/list-registry.ts';
import { spanOf } from '../../sources/key-span.ts';
import type { SourceReader } from '../../sources/source-reader.ts';
import type { ValueCodecs } from '../../values/value-codecs.ts';
import { nothingToRepair } from './repair-object.ts';

/** Where an object's owners are searched. */
export interface OrphanWorld {
  readonly source: SourceReader;
  /** The source whose keys decrypt values. */
  readonly of: KeySource;
  readonly codecs: Pick<ValueCodecs, 'opened'>;
  readonly registry: Uint8Array;
}

/**
 * Fails with `BadRequest` unless an object is certainly an orphan: its namespace does not exist, or it has owners and
 * none of them exists. An owner or namespace that cannot be checked counts as existing.
 */
export async function requireOrphan(world: OrphanWorld, head: ObjectHead, options: CallOptions): Promise<void> {
  const { source, registry } = world;
  if (head.namespace !== null) {
    const namespaces = namespacesPrefix(registry);
    const { entry } = await source.get(concatBytes(namespaces, Buffer.from(head.namespace)), options);
    // Every cluster has namespaces: where there are none, they are in another etcd, as beside an etcd for events.
    if (entry === null && (await source.count(spanOf(namespaces), options)).count > 0) return;
  }
  if (head.owners.length === 0) throw nothingToRepair('the object has no owner that could be missing');
  for (const owner of head.owners) await requireMissing(world, head.namespace, owner, options);
}

async function requireMissing(
  world: OrphanWorld,
  namespace: string | null,
  owner: OwnerReference,
  options: CallOptions,
): Promise<void> {
  const name = `${owner.kind} ${owner.name}`;
  const registries = [world.registry, ...knownRegistries.filter((one) => compareBytes(one, world.registry) !== 0)];
  for (const registry of registries) {
    for (const key of await possibleKeys(world, registry, namespace, owner, options)) {
      if (await isOwner(world, key, owner, options)) throw nothingToRepair(`its owner ${name} exists`);
    }
  }
}

/**
 * Returns the keys where an owner may be stored. A custom resource's key needs its plural, so all resources of its
 * group are tried.
 */
async function possibleKeys(
  world: OrphanWorld,
  registry: Uint8Array,
  namespace: string | null,
  owner: OwnerReference,
  options: CallOptions,
): Promise<readonly Uint8Array[]> {
  const { source } = world;
  const known = objectKey(registry, owner, namespace, owner.name);
  if (known !== null) return [known];
  const group = groupOf(owner.apiVersion);
  if (!group.includes('.') || (await isServedElsewhere(source, registry, owner.apiVersion, options))) {
    throw nothingToRepair(`where a ${owner.kind} of ${owner.apiVersion} is stored cannot be told`);
  }
  const keys: Uint8Array[] = [];
  for await (const resources of listResources(source, registry, options)) {
    for (const resource of resources) {
      if (resource.group !== group) continue;
      keys.push(concatBytes(resource.prefix, Buffer.from(owner.name)));
      if (namespace !== null) keys.push(concatBytes(resource.prefix, Buffer.from(`${namespace}/${owner.name}`)));
    }
  }
  return keys;
}

async function isOwner(
  { source, of, codecs }: OrphanWorld,
  key: Uint8Array,
  { uid }: OwnerReference,
  options: CallOptions,
): Promise<boolean> {
  const { entry } = await source.get(key, options);
  if (entry === null) return false;
  const clear = await codecs.opened(of, key, entry.value);
  const head = clear && readHead(clear);
  return head === null || head.uid === uid;
}

/** Whether an aggregated API server serves a version: its objects need not be in this etcd. */
async function isServedElsewhere(
  source: SourceReader,
  registry: Uint8Array,
  apiVersion: string,
  options: CallOptions,
): Promise<boolean> {
  const group = groupOf(apiVersion);
  const name = `${apiVersion.slice(group.length + 1)}.${group}`;
  const key = concatBytes(registry, Buffer.from(`apiregistration.k8s.io/apiservices/${name}`));
  const { entry } = await source.get(key, options);
  if (entry === null) return false;
  const meta = readTypeMeta(entry.value);
  if (meta !== null) return new ProtoFields(meta.raw).message(objectField.spec).has(serviceField);
  return new JsonMembers(parseJson(entry.value)).of('spec').of('service').isObject;
}

const serviceField = 1;
