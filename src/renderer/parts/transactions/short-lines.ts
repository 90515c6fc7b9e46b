import { comparisonLine, operationLine } from '../../../contract/transaction-text/write-transaction.ts';
import type { Comparison, TransactionOperation } from '../../../contract/transactions.ts';

/** More bytes of a value are not shown in a line: it may have a megabyte. */
const mostBytes = 200;

const isLong = (value: Uint8Array): boolean => value.length > mostBytes;

/** Returns a comparison as a line, as much of its value as is shown. */
export function shortComparison(comparison: Comparison): string {
  if (comparison.target !== 'value' || !isLong(comparison.value)) return comparisonLine(comparison);
  return `${comparisonLine({ ...comparison, value: comparison.value.slice(0, mostBytes) })} …`;
}

/** Returns an operation as a line, as much of its value as is shown. */
export function shortOperation(operation: TransactionOperation): string {
  if (operation.kind !== 'put' || operation.value === null || !isLong(operation.value)) return operationLine(operation);
  return `${operationLine({ ...operation, value: operation.value.slice(0, mostBytes) })} …`;
}
