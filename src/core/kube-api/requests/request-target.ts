import { badRequest, Refusal } from '../../kube-answers/answers/status.ts';

/** The objects that a path names: a resource's, one's, or what is beneath one. */
export interface ObjectsTarget {
  readonly kind: 'objects';
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  /** `null`: of all namespaces, or of a resource without them. */
  readonly namespace: string | null;
  readonly name: string | null;
  /** What of the object: `status`, `log`, `exec`, `proxy/path`. */
  readonly subresource: string | null;
}

/** What a request's path names. A document's path has no slash at its end. */
export type RequestTarget =
  | ObjectsTarget
  | { readonly kind: 'health' }
  | { readonly kind: 'document'; readonly path: string };

const health: ReadonlySet<string> = new Set(['healthz', 'livez', 'readyz']);

/** Returns what a path names. Fails with a `Refusal` (400) where it is no path. */
export function targetOf(path: string): RequestTarget {
  const [first = '', ...others] = path.split('/').filter((segment) => segment !== '');
  if (health.has(first)) return { kind: 'health' };
  const [group, version, ...rest] = first === 'api' ? ['', ...others] : first === 'apis' ? others : [];
  const objects = rest.map(decoded);
  if (group === undefined || version === undefined || objects.length === 0) {
    return { kind: 'document', path: `/${[first, ...others].join('/')}` };
  }
  return { kind: 'objects', group: decoded(group), version: decoded(version), ...placeOf(objects) };
}

/** Returns which part of an object a path names, as `log`; `null` where it names none, or is no path. */
export function subresourceAt(path: string): string | null {
  try {
    const target = targetOf(path);
    return target.kind === 'objects' ? partOf(target) : null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** Returns which part of an object a target is: `proxy` also where a path follows; `null`: the object. */
export const partOf = ({ subresource }: ObjectsTarget): string | null => subresource?.split('/', 1)[0] ?? null;

type Place = Pick<ObjectsTarget, 'resource' | 'namespace' | 'name' | 'subresource'>;

/** What a namespace has of its own, where another resource's name could stand. */
const ofNamespace: ReadonlySet<string> = new Set(['status', 'finalize']);

function placeOf(segments: readonly string[]): Place {
  const [first = '', second = null, third] = segments;
  if (first !== 'namespaces' || third === undefined || ofNamespace.has(third)) {
    return { resource: first, namespace: null, name: second, subresource: joined(segments.slice(2)) };
  }
  return {
    resource: third,
    namespace: second,
    name: segments[3] ?? null,
    subresource: joined(segments.slice(4)),
  };
}

function joined(segments: readonly string[]): string | null {
  return segments.length === 0 ? null : segments.join('/');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest('the path is not encoded as a URL');
  }
}
