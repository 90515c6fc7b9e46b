import { InvalidArgumentError } from 'commander';
import type { LeaseId } from '../contract/ids.ts';

/** Returns a lease's id as etcdctl prints it, with or without leading zeros. */
export function leaseIdOf(text: string): LeaseId {
  const digits = text.toLowerCase().replace(/^0x/, '');
  if (!/^[0-9a-f]{1,16}$/.test(digits)) throw new InvalidArgumentError('It is a lease ID in hexadecimal.');
  // The cast is sound: the brand only says that the text was checked.
  return digits.padStart(16, '0') as LeaseId;
}
