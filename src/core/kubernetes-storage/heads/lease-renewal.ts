import { EtcdeckError } from '../../../contract/failure.ts';
import { readHead } from './read-head.ts';

/**
 * Returns when a stored Lease was renewed last, in milliseconds since 1970 by its holder's clock; `null` where the
 * value is encrypted, damaged, no Lease, or a Lease without a holder.
 */
export function renewalOf(value: Uint8Array): number | null {
  try {
    return readHead(value)?.lease?.renewedAt ?? null;
  } catch (error) {
    if (error instanceof EtcdeckError) return null;
    throw error;
  }
}
