import type { ObjectFault } from '../../../contract/planned-changes.ts';
import { type BuiltIn, builtInKind, groupOf } from '../layout/built-in.ts';
import { isOpenShiftsOwn, type ObjectPlace, readObjectKey } from '../layout/object-key.ts';
import { builtInOf } from '../layout/registries.ts';
import { readEncryptionEnvelope } from './encryption-envelope.ts';
import type { ObjectHead } from './object-head.ts';
import { readHead } from './read-head.ts';
import { storedAs } from './stored-as.ts';

/** A value's fault for its key. `expected` follows from the key. */
export interface FoundFault {
  readonly fault: ObjectFault;
  readonly expected: string | null;
}

/** How the objects beside a key are stored, as far as all those read agree. */
export interface Neighbours {
  readonly areEncrypted: boolean;
  readonly areProtobuf: boolean;
}

/** Groups with a dot in the key that are no custom resources: servers have stored them as JSON and as protobuf. */
const storedEitherWay: ReadonlySet<string> = new Set(['apiextensions.k8s.io', 'apiregistration.k8s.io']);

/**
 * Returns what is wrong with a value at a key beneath a registry's prefix; `null` where nothing is, and where that is
 * unknown: an encrypted value without its key, CBOR, OpenShift's own objects, and keys that an API server keeps beside
 * its objects. `clear` is the decrypted value, `null` where no key opens it.
 */
export function objectFault(
  registry: Uint8Array,
  key: Uint8Array,
  { value, clear }: { readonly value: Uint8Array; readonly clear: Uint8Array | null },
  neighbours: Neighbours,
): FoundFault | null {
  const known = isOpenShiftsOwn(registry) ? undefined : builtInOf(registry, key);
  const place = readObjectKey(registry, key);
  if (known !== undefined && !isPlaceOf(known, place)) return { fault: 'OtherPlace', expected: shapeOf(known) };
  if (place === null || (known === undefined && place.group === null)) return null;
  const form = storedAs(value);
  if (form === 'encrypted' && readEncryptionEnvelope(value) === null) return noObject;
  const fault = clear === null ? null : faultIn(clear, known, place, neighbours);
  if (fault !== null) return fault;
  return neighbours.areEncrypted && form !== 'encrypted' ? { fault: 'NotEncrypted', expected: null } : null;
}

const noObject: FoundFault = { fault: 'NoObject', expected: null };

function faultIn(
  clear: Uint8Array,
  known: BuiltIn | undefined,
  place: ObjectPlace,
  neighbours: Neighbours,
): FoundFault | null {
  const form = storedAs(clear);
  let head: ObjectHead | null;
  try {
    head = readHead(clear);
  } catch {
    return noObject;
  }
  if (head === null) return null;
  const other = otherWords(head, known, place);
  if (other !== null) return other;
  if (known === undefined) {
    const isCustom = place.group !== null && !storedEitherWay.has(place.group);
    return isCustom && form === 'protobuf' ? { fault: 'OtherForm', expected: 'JSON' } : null;
  }
  return form === 'json' && neighbours.areProtobuf ? { fault: 'OtherForm', expected: 'protobuf' } : null;
}

function otherWords(head: ObjectHead, known: BuiltIn | undefined, place: ObjectPlace): FoundFault | null {
  if (known !== undefined && builtInKind(head.apiVersion, head.kind) !== known) {
    return { fault: 'OtherKind', expected: known.kind };
  }
  if (known === undefined && groupOf(head.apiVersion) !== place.group) {
    return { fault: 'OtherKind', expected: `${place.resource}.${place.group ?? ''}` };
  }
  if (head.name !== place.name) return { fault: 'OtherName', expected: place.name };
  return head.namespace === place.namespace ? null : { fault: 'OtherNamespace', expected: place.namespace };
}

function isPlaceOf({ isNamespaced }: BuiltIn, place: ObjectPlace | null): boolean {
  if (place === null || place.name === '' || place.name.includes('/')) return false;
  return isNamespaced ? Boolean(place.namespace) : place.namespace === null;
}

const shapeOf = ({ path, isNamespaced }: BuiltIn): string => `${path}/${isNamespaced ? 'NAMESPACE/' : ''}NAME`;
