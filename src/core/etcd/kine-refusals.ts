import type { EtcdeckError } from '../../contract/failure.ts';

/** Whether kine refuses a transaction because it has several keys, or a shape that kine does not support. */
export const isUnknownToKine = (refusal: EtcdeckError): boolean => isKineRefusal(refusal.message);

/** Returns whether a failure has the text of kine's refusal. */
export function isKineRefusal(words: string): boolean {
  return words.includes('unsupported operations in txn') || words.includes('unsupported transaction');
}
