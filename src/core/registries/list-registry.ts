import type { CallOptions } from '../../contract/abort.ts';
import type { RegistryObject, RegistryObjectsPage, RegistryResource } from '../../contract/kubernetes.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { concatBytes } from '../bytes/bytes.ts';
import { isResourceFolder, readObjectKey, resourceAt } from '../kubernetes-storage/layout/object-key.ts';
import { listRows } from '../sources/list-rows.ts';
import type { SourceReader } from '../sources/source-reader.ts';
import { stoppable } from '../streams/stoppable.ts';

const slash = Uint8Array.of(0x2f);
/** A level that a registry has is read whole: a hundred resources, some thousands of namespaces. */
const wholeLevel = Number.MAX_SAFE_INTEGER;

/** A folder of a registry: its name without the slash, and its prefix. */
interface Folder {
  readonly name: string;
  readonly prefix: Uint8Array;
}

/** Returns the folders beneath a prefix, as they are found; reads one key of each. */
async function* foldersOf(
  source: SourceReader,
  prefix: Uint8Array,
  options: CallOptions,
): AsyncGenerator<readonly Folder[], void> {
  const request = { prefix, delimiter: slash, after: null, limit: wholeLevel };
  for await (const { children } of source.children(request, options)) {
    const folders = children.flatMap((child) =>
      child.kind === 'folder' && child.name.length > 1
        ? [{ name: Buffer.from(child.name.subarray(0, -1)).toString(), prefix: child.prefix }]
        : [],
    );
    if (folders.length > 0) yield folders;
  }
}

/** Returns the resources that have objects. Where a group has many, they follow when its own level is read. */
export function listResources(
  source: SourceReader,
  registry: Uint8Array,
  options?: CallOptions,
): AsyncIterable<readonly RegistryResource[]> {
  return stoppable(options?.signal, async function* (signal): AsyncGenerator<readonly RegistryResource[], void> {
    for await (const folders of foldersOf(source, registry, { signal })) {
      const plain = folders.filter(({ name }) => !isResourceFolder(name));
      if (plain.length > 0) yield plain.map(({ name, prefix }) => ({ ...resourceAt(name, null), prefix }));
      for (const outer of folders.filter(({ name }) => isResourceFolder(name))) {
        for await (const inner of foldersOf(source, outer.prefix, { signal })) {
          yield inner.map(({ name, prefix }) => ({ ...resourceAt(outer.name, name), prefix }));
        }
      }
    }
  });
}

/** Returns the namespaces that a resource has objects in. */
export function listNamespaces(
  source: SourceReader,
  resource: Uint8Array,
  options?: CallOptions,
): AsyncIterable<readonly string[]> {
  return stoppable(options?.signal, async function* (signal): AsyncGenerator<readonly string[], void> {
    for await (const folders of foldersOf(source, resource, { signal })) yield folders.map(({ name }) => name);
  });
}

/** Which objects of a resource to list. */
export interface ObjectsRequest {
  readonly registry: Uint8Array;
  readonly resource: Uint8Array;
  readonly namespace: string | null;
  readonly after: Uint8Array | null;
  readonly limit: number;
}

/** Returns what the keys of a resource's objects begin with, of one namespace or of all. */
export function objectsPrefix(resource: Uint8Array, namespace: string | null): Uint8Array {
  return namespace === null ? resource : concatBytes(resource, Buffer.from(`${namespace}/`));
}

/** Returns the objects of a resource by their keys alone. */
export function listObjects(
  source: SourceReader,
  { registry, resource, namespace, after, limit }: ObjectsRequest,
  options?: CallOptions,
): AsyncIterable<RegistryObjectsPage> {
  const prefix = objectsPrefix(resource, namespace);
  return stoppable(options?.signal, async function* (signal): AsyncGenerator<RegistryObjectsPage, void> {
    for await (const { rows, ...page } of listRows(source, { prefix, after, limit, readsValues: false }, { signal })) {
      yield { ...page, objects: rows.map((row) => toObject(registry, row)) };
    }
  });
}

/** Returns an object by its key. */
export function toObject(
  registry: Uint8Array,
  { key, createRevision, modRevision, version }: ListedKey,
): RegistryObject {
  const place = readObjectKey(registry, key);
  // A key that is shaped like none is shown by what it is called.
  const { namespace, name } = place ?? { namespace: null, name: Buffer.from(key.subarray(registry.length)).toString() };
  return { key: { key, createRevision, modRevision, version }, namespace, name };
}
