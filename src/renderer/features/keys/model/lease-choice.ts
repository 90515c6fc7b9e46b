import { readLeaseId } from '../../../parts/lease-id.ts';
import type { LeaseChoice } from './guarded-writes.ts';

/** The fields of the form for a lease. */
export interface LeaseForm {
  readonly kind: 'keep' | 'none' | 'other';
  /** The id typed for another lease. */
  readonly id: string;
}

/** Returns the choice that is typed, or `null` where the id is no lease's. */
export function readLeaseForm({ kind, id }: LeaseForm): { readonly lease: LeaseChoice } | null {
  if (kind !== 'other') return { lease: kind === 'keep' ? 'keep' : null };
  const lease = readLeaseId(id);
  return lease === null ? null : { lease };
}
