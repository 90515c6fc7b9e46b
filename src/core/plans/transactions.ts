import type { TxnLimits } from '../etcd/txn-limits.ts';
import { breathe } from '../streams/breath.ts';
import type { Change, ChangeList } from './change-list.ts';

/** The bytes of a request for one key besides the key and its value. */
const opBytes = 64;

/**
 * Returns the bytes that a change adds to a request, which contains its key three times: compared, written, and read
 * where it differs.
 */
export function requestBytes({ key, value }: Pick<Change, 'key' | 'value'>): number {
  return opBytes + 3 * key.length + (value?.length ?? 0);
}

/**
 * Returns how many changes, from the first on, fit into one transaction; at least one. A joined change stays with the
 * one before it, unless a server accepts single operations only.
 */
export function fitting(changes: readonly Change[], limits: TxnLimits): number {
  let bytes = 0;
  let count = 0;
  for (const change of changes) {
    bytes += requestBytes(change);
    if (count > 0 && (count === limits.ops || bytes > limits.bytes)) break;
    count += 1;
  }
  const whole = changes[count]?.isJoined === true ? lastWhole(changes, count) : count;
  return whole > 0 ? whole : count;
}

/** Returns how many transactions a list takes. */
export async function countTransactions(changes: ChangeList, limits: TxnLimits): Promise<number> {
  let transactions = 0;
  for (const _ of transactionsOf(changes, () => limits)) {
    transactions += 1;
    await breathe();
  }
  return transactions;
}

/**
 * Yields a list in parts, each for one transaction; `limits` is called for every part, because they may shrink on the
 * way.
 */
export function* transactionsOf(changes: ChangeList, limits: () => TxnLimits): Generator<readonly Change[], void> {
  const source = changes[Symbol.iterator]();
  let waiting: Change[] = [];
  let isOver = false;
  while (!isOver || waiting.length > 0) {
    // One more change than fits, to see whether it is joined.
    while (!isOver && waiting.length <= limits().ops) {
      const next = source.next();
      if (next.done === true) isOver = true;
      else waiting.push(next.value);
    }
    if (waiting.length === 0) return;
    const count = fitting(waiting, limits());
    yield waiting.slice(0, count);
    waiting = waiting.slice(count);
  }
}

function lastWhole(changes: readonly Change[], count: number): number {
  let whole = count;
  while (whole > 0 && changes[whole]?.isJoined === true) whole -= 1;
  return whole;
}
