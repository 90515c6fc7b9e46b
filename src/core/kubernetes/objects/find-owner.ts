import type { CallOptions } from '../../../contract/abort.ts';
import type { KeySource } from '../../../contract/key-source.ts';
import { compareBytes, concatBytes } from '../../bytes/bytes.ts';
import { readTypeMeta } from '../../kubernetes-storage/codec/type-meta.ts';
import { JsonMembers } from '../../kubernetes-storage/heads/json-members.ts';
import type { OwnerReference } from '../../kubernetes-storage/heads/object-head.ts';
import { ProtoFields } from '../../kubernetes-storage/heads/proto-fields.ts';
import { objectField } from '../../kubernetes-storage/heads/protobuf-head.ts';
import { readHead } from '../../kubernetes-storage/heads/read-head.ts';
import { parseJson } from '../../kubernetes-storage/heads/stored-document.ts';
import { groupOf } from '../../kubernetes-storage/layout/built-in.ts';
import { objectKey } from '../../kubernetes-storage/layout/object-key.ts';
import { knownRegistries } from '../../kubernetes-storage/layout/registries.ts';
import { listResources } from '../../registries/list-registry.ts';
import type { SourceReader } from '../../sources/source-reader.ts';
import type { ValueCodecs } from '../../values/value-codecs.ts';

/** Where an object's owners are searched. */
export interface OwnerWorld {
  readonly source: SourceReader;
  /** The source whose keys decrypt values. */
  readonly of: KeySource;
  readonly codecs: Pick<ValueCodecs, 'opened'>;
  readonly registry: Uint8Array;
}

/**
 * Returns whether an owner of an object in a namespace exists, by its uid. An object at its key that cannot be read
 * counts as the owner. `untold`: where it would be stored cannot be told. Costs a read of one key for a built-in kind,
 * and of one for each resource of its group for another.
 */
export async function findOwner(
  world: OwnerWorld,
  namespace: string | null,
  owner: OwnerReference,
  options: CallOptions,
): Promise<'exists' | 'missing' | 'untold'> {
  const registries = [world.registry, ...knownRegistries.filter((one) => compareBytes(one, world.registry) !== 0)];
  for (const registry of registries) {
    const keys = await possibleKeys(world, registry, namespace, owner, options);
    if (keys === null) return 'untold';
    for (const key of keys) if (await isOwner(world, key, owner, options)) return 'exists';
  }
  return 'missing';
}

/**
 * Returns the keys where an owner may be stored. A custom resource's key needs its plural, so all resources of its
 * group are tried. `null` where it cannot be told.
 */
async function possibleKeys(
  world: OwnerWorld,
  registry: Uint8Array,
  namespace: string | null,
  owner: OwnerReference,
  options: CallOptions,
): Promise<readonly Uint8Array[] | null> {
  const { source } = world;
  const known = objectKey(registry, owner, namespace, owner.name);
  if (known !== null) return [known];
  const group = groupOf(owner.apiVersion);
  if (!group.includes('.') || (await isServedElsewhere(source, registry, owner.apiVersion, options))) return null;
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
  { source, of, codecs }: OwnerWorld,
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
