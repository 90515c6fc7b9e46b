import type { LeaseId } from '../../contract/ids.ts';
import { bytesOf, compareBytes, copyBytes } from '../bytes/bytes.ts';

const slash = 0x2f;

/**
 * Returns the prefix of the lock or election that a key stands in line for, by the layout of etcd's clients (3.4 to
 * 3.7): after the last `/` is the id of the key's own lease, in hexadecimal without leading zeros. `null` for other keys.
 */
export function contestOf(key: Uint8Array, lease: LeaseId): Uint8Array | null {
  const id = bytesOf(lease.replace(/^0+/, ''));
  const length = key.length - id.length;
  if (length < 1 || key[length - 1] !== slash || compareBytes(key.subarray(length), id) !== 0) return null;
  return copyBytes(key, 0, length);
}
