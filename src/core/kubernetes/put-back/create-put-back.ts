import type { PutBackSources } from '../../plans/plan-put-back.ts';
import { type ClosureParts, ObjectClosure } from './object-closure.ts';
import { ObjectReview } from './object-review.ts';

/** Finds what belongs to Kubernetes objects that are put back, and what follows from putting them back. */
export function createPutBack(parts: ClosureParts, { leaseTTLs }: Pick<PutBackSources, 'leaseTTLs'>): PutBackSources {
  return {
    leaseTTLs,
    closure: (request) => new ObjectClosure(parts, request),
    review: (request) => new ObjectReview(parts, request),
  };
}
