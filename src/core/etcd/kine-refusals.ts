import type { EtcdError } from '../../contract/failure.ts';

/** Whether kine refuses a transaction that is not of one key, or not of a shape that it knows. */
export function isUnknownToKine(refusal: EtcdError): boolean {
  return /unsupported (operations in txn|transaction)/.test(refusal.message);
}
