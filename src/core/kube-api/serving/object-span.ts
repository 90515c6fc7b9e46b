import { afterKey, concatBytes } from '../../bytes/bytes.ts';
import type { Served } from '../../kube-answers/resources/served-resource.ts';
import type { Selector } from '../../kube-answers/selectors/selector.ts';
import { spanOf } from '../../sources/key-span.ts';
import type { KeySpan } from '../../sources/source-reader.ts';

/** The keys that a list or a watch is of. */
export interface ObjectSpan {
  /** What all of the keys begin with. */
  readonly prefix: Uint8Array;
  readonly span: KeySpan;
}

/** Returns the keys of a resource's objects, as few as the namespace and the selector allow. */
export function objectSpan({ resource }: Served, namespace: string | null, selector: Selector | null): ObjectSpan {
  const within = namespace ?? (resource.isNamespaced ? (selector?.namespace ?? null) : null);
  const prefix = within === null ? resource.prefix : concatBytes(resource.prefix, Buffer.from(`${within}/`));
  const name = selector?.name ?? null;
  if (name === null || (resource.isNamespaced && within === null)) return { prefix, span: spanOf(prefix) };
  const key = concatBytes(prefix, Buffer.from(name));
  return { prefix, span: { start: key, end: afterKey(key) } };
}

/** Returns the key of one object. */
export function objectKeyOf({ resource }: Served, namespace: string | null, name: string): Uint8Array {
  const path = namespace === null ? name : `${namespace}/${name}`;
  return concatBytes(resource.prefix, Buffer.from(path));
}

/** Returns whether a key is of an object of the resource: a namespace and a name, or a name alone. */
export function isObjectKey({ resource }: Served, key: Uint8Array): boolean {
  let slashes = 0;
  for (let at = resource.prefix.length; at < key.length; at++) if (key[at] === 0x2f) slashes += 1;
  return key.length > resource.prefix.length && slashes === (resource.isNamespaced ? 1 : 0);
}
