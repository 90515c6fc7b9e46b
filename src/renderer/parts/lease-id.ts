import type { LeaseId } from '../../contract/ids.ts';

/** Returns a lease's id as etcdctl prints it, typed with leading zeros or without, or `null`. */
export function readLeaseId(text: string): LeaseId | null {
  const digits = text.trim().toLowerCase();
  if (!/^[0-9a-f]{1,16}$/.test(digits) || /^0+$/.test(digits)) return null;
  // Padded, it is as etcdctl prints one.
  return digits.padStart(16, '0') as LeaseId;
}
