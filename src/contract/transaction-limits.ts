import type { NamedKeys } from './etcdctl-bridge/commands.ts';
import type { Transaction, TransactionBranch, TransactionOperation } from './transactions.ts';

/** The most comparisons, and the most operations of a branch, that a server takes by default: `--max-txn-ops`. */
export const DEFAULT_TXN_OPS = 128;

/** The most bytes of a request that a server takes by default: `--max-request-bytes`. */
export const DEFAULT_REQUEST_BYTES = 1_572_864;

/** The bytes that one comparison or operation takes beside keys and values, and those of the request; at most. */
const partBytes = 40;
const requestBytes = 128;

/** How large a transaction is, by what servers limit. */
export interface TransactionSize {
  /** The most comparisons, or operations of one branch. */
  readonly operations: number;
  /** The size of the request, rounded up by a few bytes for each part. */
  readonly bytes: number;
}

/** Returns how large a transaction is. */
export function transactionSize({ compare, success, failure }: Transaction): TransactionSize {
  const operations = Math.max(compare.length, success.length, failure.length);
  const compared = compare.map((one) => one.key.length + (one.target === 'value' ? one.value.length : 0));
  const all = [...compared, ...[...success, ...failure].map(bytesOf)];
  return { operations, bytes: all.reduce((sum, bytes) => sum + partBytes + bytes, requestBytes) };
}

/** Whether a server with the default limits refuses it. */
export const isBeyondDefaults = ({ operations, bytes }: TransactionSize): boolean =>
  operations > DEFAULT_TXN_OPS || bytes > DEFAULT_REQUEST_BYTES;

function bytesOf(operation: TransactionOperation): number {
  if (operation.kind === 'put') return operation.key.length + (operation.value?.length ?? 0);
  const { keys } = operation;
  return keys.kind === 'range' ? keys.key.length + keys.end.length : keys.key.length * (keys.kind === 'prefix' ? 2 : 1);
}

/** Two operations of a branch of which etcd takes one only, by their places. */
export interface TransactionClash {
  readonly branch: TransactionBranch;
  readonly first: number;
  readonly second: number;
}

/** Returns two operations that change the same key, where one of them puts it: etcd refuses such a branch. */
export function findClash(transaction: Transaction): TransactionClash | null {
  return clashIn(transaction.success, 'success') ?? clashIn(transaction.failure, 'failure');
}

function clashIn(operations: readonly TransactionOperation[], branch: TransactionBranch): TransactionClash | null {
  const puts = new Map<string, number>();
  for (const [place, operation] of operations.entries()) {
    if (operation.kind !== 'put') continue;
    const name = operation.key.join();
    const first = puts.get(name);
    if (first !== undefined) return { branch, first, second: place };
    puts.set(name, place);
  }
  for (const [place, operation] of operations.entries()) {
    if (operation.kind !== 'delete') continue;
    const other = operations.findIndex((each) => each.kind === 'put' && namesKey(operation.keys, each.key));
    if (other >= 0) return { branch, first: Math.min(place, other), second: Math.max(place, other) };
  }
  return null;
}

/** Whether a key is among those that are named. */
export function namesKey(keys: NamedKeys, key: Uint8Array): boolean {
  switch (keys.kind) {
    case 'key':
      return keys.key.length === key.length && order(key, keys.key) === 0;
    case 'prefix':
      return key.length >= keys.key.length && keys.key.every((byte, place) => key[place] === byte);
    case 'from':
      return order(key, keys.key) >= 0;
    case 'range':
      return order(key, keys.key) >= 0 && order(key, keys.end) < 0;
  }
}

/** Keys are in the order of their bytes. */
function order(one: Uint8Array, other: Uint8Array): number {
  const shared = Math.min(one.length, other.length);
  for (let place = 0; place < shared; place += 1) {
    const difference = (one[place] ?? 0) - (other[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
