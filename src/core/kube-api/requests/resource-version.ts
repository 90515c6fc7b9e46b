import { badRequest, Refusal, tooLargeResourceVersion } from '../../kube-answers/answers/status.ts';
import type { ListOptions } from './list-options.ts';

/** At which revision a list is to be read. */
export type ReadAt =
  /** As it is now, or is known to a member. */
  | { readonly kind: 'newest' }
  | { readonly kind: 'notOlderThan'; readonly revision: number }
  | { readonly kind: 'exact'; readonly revision: number };

type Versions = Pick<ListOptions, 'resourceVersion' | 'resourceVersionMatch' | 'limit'>;

/** Returns at which revision a list is to be read, by the API server's rules. Fails with a `Refusal`. */
export function readAt({ resourceVersion, resourceVersionMatch, limit }: Versions): ReadAt {
  if (resourceVersion === null) {
    if (resourceVersionMatch !== null) throw forbidden('resourceVersionMatch', 'unless resourceVersion is provided');
    return { kind: 'newest' };
  }
  const revision = revisionOf(resourceVersion);
  switch (resourceVersionMatch) {
    case 'Exact':
      if (revision === 0) throw forbidden('resourceVersionMatch', '"Exact" for resourceVersion "0"');
      return { kind: 'exact', revision };
    case 'NotOlderThan':
      return revision === 0 ? { kind: 'newest' } : { kind: 'notOlderThan', revision };
    case null:
      if (revision === 0) return { kind: 'newest' };
      return { kind: limit === null ? 'notOlderThan' : 'exact', revision };
    default:
      throw invalid(`resourceVersionMatch: Unsupported value: ${JSON.stringify(resourceVersionMatch)}`);
  }
}

/** Returns the revision that a resourceVersion is. Fails with a `Refusal` (400). */
export function revisionOf(resourceVersion: string): number {
  const revision = Number(resourceVersion);
  if (/^\d{1,16}$/.test(resourceVersion) && Number.isSafeInteger(revision)) return revision;
  throw badRequest(`Invalid value: ${JSON.stringify(resourceVersion)}: resourceVersion is not a number`);
}

/** Fails with a `Refusal` (504) where what was read is older than a client already knows. */
export function requireNotOlder(at: ReadAt, newest: number): void {
  if (at.kind !== 'newest' && at.revision > newest) throw tooLargeResourceVersion(at.revision, newest);
}

/** Returns the answer to parameters that contradict each other. */
export function forbidden(field: string, why: string): Refusal {
  return invalid(`${field}: Forbidden: ${field} is forbidden ${why}`);
}

function invalid(message: string): Refusal {
  return new Refusal(422, 'Invalid', message);
}
