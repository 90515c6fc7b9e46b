import type { LeaseId } from '../../../../contract/ids.ts';
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

/** A lease's id as etcdctl prints it, leading zeros or not, or `null`. */
export function readLeaseId(text: string): LeaseId | null {
  const digits = text.trim().toLowerCase();
  if (!/^[0-9a-f]{1,16}$/.test(digits) || /^0+$/.test(digits)) return null;
  // Padded, it is as etcdctl prints one.
  return digits.padStart(16, '0') as LeaseId;
}
