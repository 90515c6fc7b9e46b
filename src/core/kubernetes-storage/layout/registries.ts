import { lastIndexOfBytes, startsWith } from '../../bytes/bytes.ts';
import { type BuiltIn, builtInAt } from './built-in.ts';
import { firstSegments, readObjectKey } from './object-key.ts';

const slash = Uint8Array.of(0x2f);

/**
 * The default of the API server's `--etcd-prefix`, and OpenShift's two. The only list of them: the read-only lock, the
 * warnings of plans and the confirmations use it, and the registries found elsewhere.
 */
export const knownRegistries: readonly Uint8Array[] = ['/registry/', '/kubernetes.io/', '/openshift.io/'].map(
  (prefix) => new Uint8Array(Buffer.from(prefix)),
);

/** Returns where a registry keeps its namespaces. */
export function namespacesOf(registry: Uint8Array): Uint8Array {
  return beneath(registry, 'namespaces/');
}

/** Namespaces, and the allocation of service addresses and ports. */
const everywhere = ['namespaces/default', 'namespaces/kube-system', 'ranges/serviceips', 'ranges/servicenodeports'];

/** Returns the keys that every API server creates when it starts. */
export function alwaysThere(registry: Uint8Array): readonly Uint8Array[] {
  return everywhere.map((name) => beneath(registry, name));
}

function beneath(registry: Uint8Array, name: string): Uint8Array {
  return new Uint8Array(Buffer.concat([registry, Buffer.from(name)]));
}

/** Returns a prefix in the form of a registry's: with a `/` at its end. */
export function registryPrefix(prefix: Uint8Array): Uint8Array {
  return prefix.at(-1) === 0x2f ? prefix : new Uint8Array(Buffer.concat([prefix, slash]));
}

/**
 * Returns the registry of an object's key: one of the known prefixes, or everything before a resource of Kubernetes'
 * own. `null` where the key alone does not tell, as with a custom resource beneath a custom prefix.
 */
export function registryOf(key: Uint8Array): Uint8Array | null {
  const known = knownRegistries.find((prefix) => startsWith(key, prefix));
  if (known !== undefined) return known;
  return (
    lastFolders(key, mostSegments)
      .map((end) => key.subarray(0, end))
      .filter((registry) => isOfBuiltIn(registry, key))
      .map((registry) => new Uint8Array(registry))[0] ?? null
  );
}

/** The most segments of a built-in object's key after its registry: `services/specs/ns/name`. */
const mostSegments = 4;

/** Returns where the last folders of a key end, at most so many, the outermost first. */
function lastFolders(key: Uint8Array, most: number): readonly number[] {
  const ends: number[] = [];
  for (let end = key.length; ends.length < most; end = (ends[0] ?? 0) - 1) {
    const at = lastIndexOfBytes(key.subarray(0, end), slash);
    if (at < 0) break;
    ends.unshift(at + 1);
  }
  return ends;
}

/** Returns the built-in kind of the first segments after a registry, for keys of any depth. */
export function builtInOf(registry: Uint8Array, key: Uint8Array): BuiltIn | undefined {
  const [first = '', second = ''] = firstSegments(Buffer.from(key.subarray(registry.length)).toString(), 3);
  return builtInAt(first) ?? builtInAt(`${first}/${second}`);
}

function isOfBuiltIn(registry: Uint8Array, key: Uint8Array): boolean {
  const known = builtInOf(registry, key);
  const place = known && readObjectKey(registry, key);
  if (known === undefined || !place) return false;
  return known.isNamespaced === (place.namespace !== null) && !place.name.includes('/');
}
