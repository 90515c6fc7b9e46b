import { readLeaseId } from '../../../parts/lease-id.ts';
import type { LeaseChoice } from './guarded-writes.ts';

/** What is asked about the lease of a key that is written. */
export interface LeaseForm {
  readonly kind: 'keep' | 'none' | 'other';
  /** What is typed for another one. */
  readonly id: string;
}

/** What is typed as a choice, or `null` where it is no lease's id. */
export function readLeaseForm({ kind, id }: LeaseForm): { readonly lease: LeaseChoice } | null {
  if (kind !== 'other') return { lease: kind === 'keep' ? 'keep' : null };
  const lease = readLeaseId(id);
  return lease === null ? null : { lease };
}
