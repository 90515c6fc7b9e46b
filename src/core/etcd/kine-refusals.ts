import type { EtcdeckError } from '../../contract/failure.ts';

/** Whether kine refuses a transaction that is not of one key, or not of a shape that it knows. */
export const isUnknownToKine = (refusal: EtcdeckError): boolean => isKineRefusal(refusal.message);

/** Returns whether a failure's words are those of kine's refusal. */
export function isKineRefusal(words: string): boolean {
  return words.includes('unsupported operations in txn') || words.includes('unsupported transaction');
}
