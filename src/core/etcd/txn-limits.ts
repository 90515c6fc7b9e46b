import type { EtcdeckError } from '../../contract/failure.ts';
import type { EtcdClient } from './client.ts';
import { isUnknownToKine } from './kine-refusals.ts';

/** The limits of a server's transaction: operations, and bytes of the whole request. */
export interface TxnLimits {
  readonly ops: number;
  readonly bytes: number;
}

/**
 * `--max-txn-ops`, and `--max-request-bytes` less the request's overhead around keys and values. No call returns
 * either.
 */
const defaults: TxnLimits = { ops: 128, bytes: 1_500_000 };

const learnt = new WeakMap<EtcdClient, TxnLimits>();

/** Returns a cluster's limits, as far as refusals have shown them. */
export function txnLimits(client: EtcdClient): TxnLimits {
  return learnt.get(client) ?? defaults;
}

/**
 * Lowers the limits after a refusal of a transaction of this size, which wrote nothing. Returns false where a smaller
 * one would be refused too, or the refusal was not for its size.
 */
export function learnLimits(client: EtcdClient, refusal: EtcdeckError, sent: TxnLimits): boolean {
  if (sent.ops <= 1) return false;
  const known = txnLimits(client);
  if (refusal.code === 'TooManyOps') learnt.set(client, { ...known, ops: sent.ops >> 1 });
  else if (refusal.code === 'RequestTooLarge') learnt.set(client, { ...known, bytes: sent.bytes >> 1 });
  else if (isUnknownToKine(refusal)) learnt.set(client, { ...known, ops: 1 });
  else return false;
  return true;
}
