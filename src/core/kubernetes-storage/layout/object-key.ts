import { bufferOf, concatBytes, startsWith } from '../../bytes/bytes.ts';
import { builtInAt, builtInKind, groupOf } from './built-in.ts';

/** The facts in an object's key. */
export interface ObjectPlace {
  /** The group; `null` where the key does not contain it, as for Kubernetes' own groups. */
  readonly group: string | null;
  /** As kubectl names it. */
  readonly resource: string;
  /** `null` for an object without a namespace. */
  readonly namespace: string | null;
  readonly name: string;
}

/** The facts in a resource's prefix. */
export interface ResourcePlace {
  readonly group: string | null;
  readonly resource: string;
  /** `null` where only its keys show it. */
  readonly isNamespaced: boolean | null;
}

/** First segments that do not name a resource: the second one does. OpenShift's names begin with the first one. */
const folders = new Map<string, (second: string) => string>([
  ['services', (second) => builtInAt(`services/${second}`)?.resource ?? `services/${second}`],
  ['oauth', (second) => `oauth${second}`],
]);

/**
 * Returns whether resources are one level deeper after this first segment: it is a group (it has a dot), or the first
 * of two parts.
 */
export function isResourceFolder(segment: string): boolean {
  return segment.includes('.') || folders.has(segment);
}

/**
 * Returns the resource that one or two segments stand for: `minions`; `services` and `specs`; `cr.bar.com` and `foos`.
 */
export function resourceAt(first: string, second: string | null): ResourcePlace {
  if (second === null) {
    const known = builtInAt(first);
    return { group: null, resource: known?.resource ?? first, isNamespaced: known?.isNamespaced ?? null };
  }
  if (!first.includes('.')) {
    const resource = folders.get(first)?.(second) ?? `${first}/${second}`;
    return { group: null, resource, isNamespaced: first === 'services' ? true : null };
  }
  const isClusterScoped = clusterScopedInGroups.has(`${first}/${second}`);
  return { group: first, resource: second, isNamespaced: isClusterScoped ? false : null };
}

const clusterScopedInGroups: ReadonlySet<string> = new Set([
  'apiextensions.k8s.io/customresourcedefinitions',
  'apiregistration.k8s.io/apiservices',
]);

/**
 * Returns the object of a key beneath a registry's prefix; `null` for other keys, as `/registry/health`. Object names
 * have no `/`: a key deeper than Kubernetes makes them has all the rest in its name.
 */
export function readObjectKey(registry: Uint8Array, key: Uint8Array): ObjectPlace | null {
  if (!startsWith(key, registry)) return null;
  const path = bufferOf(key).toString('utf8', registry.length);
  const isDeep = isResourceFolder(firstSegments(path, 2)[0] ?? '');
  const [first = '', ...others] = firstSegments(path, isDeep ? 4 : 3);
  const second = isDeep ? (others.shift() ?? '') : null;
  const { group, resource } = resourceAt(first, second);
  const [one, two] = others;
  if (one === undefined || first === '' || second === '') return null;
  if (two === undefined) return one === '' ? null : { group, resource, namespace: null, name: one };
  return { group, resource, namespace: one, name: two };
}

/** Returns at most so many segments of a path: the last one contains the rest. */
export function firstSegments(path: string, most: number): readonly string[] {
  const segments: string[] = [];
  let from = 0;
  while (segments.length < most - 1) {
    const at = path.indexOf('/', from);
    if (at < 0) break;
    segments.push(path.slice(from, at));
    from = at + 1;
  }
  return [...segments, path.slice(from)];
}

/**
 * Returns the key of an object of a kind with a known path: a built-in kind, or one of `apiextensions` and
 * `apiregistration`.
 */
export function objectKey(
  registry: Uint8Array,
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  namespace: string | null,
  name: string,
): Uint8Array | null {
  const path = pathOf(apiVersion, kind);
  if (path === null || name === '') return null;
  const isNamespaced = builtInKind(apiVersion, kind)?.isNamespaced ?? false;
  if (isNamespaced && namespace === null) return null;
  const place = isNamespaced ? `${path}/${namespace}/${name}` : `${path}/${name}`;
  return concatBytes(registry, Buffer.from(place));
}

function pathOf(apiVersion: string, kind: string): string | null {
  const group = groupOf(apiVersion);
  if (group === 'apiextensions.k8s.io' && kind === 'CustomResourceDefinition')
    return `${group}/customresourcedefinitions`;
  if (group === 'apiregistration.k8s.io' && kind === 'APIService') return `${group}/apiservices`;
  return builtInKind(apiVersion, kind)?.path ?? null;
}

/**
 * Returns whether a registry is OpenShift's for its own objects: some have the names of Kubernetes' resources, but
 * other groups.
 */
export function isOpenShiftsOwn(registry: Uint8Array): boolean {
  return Buffer.compare(registry, Buffer.from('/openshift.io/')) === 0;
}

/**
 * Returns where a registry's namespaces are stored: OpenShift has a registry for its own objects beside Kubernetes'.
 */
export function namespacesPrefix(registry: Uint8Array): Uint8Array {
  return concatBytes(isOpenShiftsOwn(registry) ? Buffer.from('/kubernetes.io/') : registry, Buffer.from('namespaces/'));
}
