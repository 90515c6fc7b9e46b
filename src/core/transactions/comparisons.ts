import type { LeaseId } from '../../contract/ids.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type {
  ComparedNumber,
  Comparison,
  ComparisonResult,
  Transaction,
  TransactionBranch,
} from '../../contract/transactions.ts';
import { compareBytes } from '../bytes/bytes.ts';

/** Returns the branch that runs for these keys. */
export function branchFor({ compare }: Transaction, entryOf: (key: Uint8Array) => KeyValue | null): TransactionBranch {
  return compare.every((one) => holds(one, entryOf(one.key))) ? 'success' : 'failure';
}

/** Whether a comparison holds for a key. etcd compares no value of a key that does not exist: that never holds. */
export function holds(comparison: Comparison, entry: KeyValue | null): boolean {
  if (comparison.target === 'value')
    return entry !== null && isSo(comparison.result, compareBytes(entry.value, comparison.value));
  if (comparison.target === 'lease') return isSo(comparison.result, order(idOf(entry?.lease), idOf(comparison.lease)));
  return isSo(comparison.result, numberIn(entry, comparison.target) - comparison.number);
}

const numberIn = (entry: KeyValue | null, target: ComparedNumber): number => entry?.[target] ?? 0;
const idOf = (lease: LeaseId | null | undefined): bigint => (lease == null ? 0n : BigInt(`0x${lease}`));
const order = (one: bigint, other: bigint): number => (one < other ? -1 : one > other ? 1 : 0);

function isSo(result: ComparisonResult, difference: number): boolean {
  switch (result) {
    case '=':
      return difference === 0;
    case '!=':
      return difference !== 0;
    case '<':
      return difference < 0;
    case '>':
      return difference > 0;
  }
}

/** Returns a name of a key that is the same for the same bytes. */
export const nameOf = (key: Uint8Array): string => Buffer.from(key).toString('latin1');
