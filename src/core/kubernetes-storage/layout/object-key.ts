import { bufferOf, concatBytes, startsWith } from '../../bytes/bytes.ts';
import { builtInAt, builtInKind, groupOf } from './built-in.ts';

/** What the key of an object says about it. */
export interface ObjectPlace {
  /** `null` where the key does not tell: those of Kubernetes' own groups do not. */
  readonly group: string | null;
  /** As kubectl names it. */
  readonly resource: string;
  /** `null` for an object without a namespace. */
  readonly namespace: string | null;
  readonly name: string;
}

/** What the prefix of a resource says about it. */
export interface ResourcePlace {
  readonly group: string | null;
  readonly resource: string;
  /** `null`: only its keys tell. */
  readonly isNamespaced: boolean | null;
}

/** First segments that name no resource yet: the second one does. OpenShift's names have the first one in front. */
const folders = new Map<string, (second: string) => string>([
  ['services', (second) => builtInAt(`services/${second}`)?.resource ?? `services/${second}`],
  ['oauth', (second) => `oauth${second}`],
]);

/**
 * Returns whether resources stand one level deeper behind this first segment: of a group (it has a dot), or of two
 * parts.
 */
export function isResourceFolder(segment: string): boolean {
  return segment.includes('.') || folders.has(segment);
}

/** Returns the resource that one or two segments stand for: `minions`; `services` and `specs`; `cr.bar.com` and `foos`. */
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
 * Returns the object that a key beneath a registry's prefix is for; `null` for keys that are none, as
 * `/registry/health`. Objects' names have no `/`: what stands deeper than Kubernetes puts it is named by all that is
 * left.
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

/** Returns the segments of a path, so many at most: the last of them has all that is left. */
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
 * Returns the key of an object whose kind's place is known: Kubernetes' own, or one of `apiextensions` and
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
 * Returns whether a registry is OpenShift's for its own objects: some are called as Kubernetes' are, and are of other
 * groups.
 */
export function isOpenShiftsOwn(registry: Uint8Array): boolean {
  return Buffer.compare(registry, Buffer.from('/openshift.io/')) === 0;
}

/** Returns where a registry's namespaces are stored: OpenShift has a registry for its own objects beside Kubernetes'. */
export function namespacesPrefix(registry: Uint8Array): Uint8Array {
  return concatBytes(isOpenShiftsOwn(registry) ? Buffer.from('/kubernetes.io/') : registry, Buffer.from('namespaces/'));
}
