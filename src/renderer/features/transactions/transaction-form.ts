import type { LeaseId } from '../../../contract/ids.ts';
import { findClash } from '../../../contract/transaction-limits.ts';
import type {
  Comparison,
  ComparisonResult,
  Transaction,
  TransactionBranch,
  TransactionOperation,
} from '../../../contract/transactions.ts';
import { readLeaseId } from '../../parts/lease-id.ts';
import { bytesOf, escapeBytes, fromHex, toHex, unescapeBytes, utf8Of } from '../../ui/byte-text.ts';

type Target = Comparison['target'];
type NamedKind = 'key' | 'prefix' | 'from' | 'range';

/** A comparison as it is typed. Keys, and values to compare, are written with escapes. */
export interface ComparisonForm {
  readonly id: number;
  readonly target: Target;
  readonly key: string;
  readonly result: ComparisonResult;
  /** The value, the number, or the lease's id; nothing for no lease. */
  readonly given: string;
}

/** An operation as it is typed; each kind reads the fields that it has. */
export interface OperationForm {
  readonly id: number;
  readonly kind: TransactionOperation['kind'];
  readonly which: NamedKind;
  readonly key: string;
  readonly end: string;
  readonly value: string;
  readonly isHex: boolean;
  readonly keepsValue: boolean;
  readonly lease: 'none' | 'keep' | 'other';
  readonly leaseId: string;
  readonly answers: 'values' | 'keys' | 'count';
  readonly limit: string;
}

/** A transaction as it is typed. */
export interface TransactionForm {
  readonly compare: readonly ComparisonForm[];
  readonly success: readonly OperationForm[];
  readonly failure: readonly OperationForm[];
  readonly isGuarded: boolean;
}

export const emptyTransaction: TransactionForm = { compare: [], success: [], failure: [], isGuarded: true };

/** What a field of a row has wrong. */
export type RowFault = {
  readonly field: 'key' | 'end' | 'given' | 'value' | 'leaseId' | 'limit';
  readonly text: string;
};

/** A typed transaction as it is, or what is wrong with its rows, by their ids. */
export interface ReadTransactionForm {
  readonly transaction: Transaction | null;
  readonly faults: ReadonlyMap<number, RowFault>;
}

let lastRow = 0;

/** Returns the id of a new row: a row keeps its own when others come or go. */
const newRow = (): number => {
  lastRow += 1;
  return lastRow;
};

export const newComparison = (of: Partial<ComparisonForm> = {}): ComparisonForm => ({
  ...{ target: 'modRevision', key: '', result: '=', given: '0' },
  ...of,
  id: newRow(),
});

export const newOperation = (of: Partial<OperationForm> = {}): OperationForm => ({
  ...{ kind: 'put', which: 'key', key: '', end: '', value: '', isHex: false, keepsValue: false },
  ...{ lease: 'none', leaseId: '', answers: 'values', limit: '' },
  ...of,
  id: newRow(),
});

/** Returns a transaction as a form. */
export function formOf({ compare, success, failure }: Transaction, isGuarded: boolean): TransactionForm {
  return {
    compare: compare.map(comparisonForm),
    success: success.map(operationForm),
    failure: failure.map(operationForm),
    isGuarded,
  };
}

function comparisonForm(comparison: Comparison): ComparisonForm {
  const { target, result } = comparison;
  const given =
    comparison.target === 'value'
      ? escapeBytes(comparison.value).text
      : comparison.target === 'lease'
        ? (comparison.lease ?? '')
        : String(comparison.number);
  return newComparison({ target, result, given, key: escapeBytes(comparison.key).text });
}

function operationForm(operation: TransactionOperation): OperationForm {
  if (operation.kind === 'put') {
    const { key, value, lease } = operation;
    return newOperation({
      kind: 'put',
      key: escapeBytes(key).text,
      ...valueForm(value ?? new Uint8Array()),
      keepsValue: value === null,
      lease: lease === null ? 'none' : lease === 'keep' ? 'keep' : 'other',
      leaseId: lease === null || lease === 'keep' ? '' : lease,
    });
  }
  const { kind, keys } = operation;
  const end = keys.kind === 'range' ? escapeBytes(keys.end).text : '';
  const named = { kind, which: keys.kind, key: escapeBytes(keys.key).text, end };
  if (operation.kind === 'delete') return newOperation(named);
  const { answers, limit } = operation;
  return newOperation({ ...named, answers, limit: limit === 0 ? '' : String(limit) });
}

/** A text area changes carriage returns, and shows no other character that cannot be seen. */
const untypable = /[^\P{C}\n\t]|[\p{Zl}\p{Zp}]/u;

function valueForm(value: Uint8Array): Pick<OperationForm, 'value' | 'isHex'> {
  const text = utf8Of(value);
  return text === null || untypable.test(text) ? { value: toHex(value), isHex: true } : { value: text, isHex: false };
}

/** Reads a form. */
export function readForm({ compare, success, failure }: TransactionForm): ReadTransactionForm {
  const faults = new Map<number, RowFault>();
  const keep = <T>(row: { readonly id: number }, read: T | RowFault): readonly T[] => {
    if (typeof read === 'object' && read !== null && 'field' in read) {
      // What has a field is a fault: no part of a transaction has one.
      faults.set(row.id, read as RowFault);
      return [];
    }
    return [read as T]; // as above
  };
  const transaction: Transaction = {
    compare: compare.flatMap((row) => keep(row, readComparison(row))),
    success: success.flatMap((row) => keep(row, readOperation(row))),
    failure: failure.flatMap((row) => keep(row, readOperation(row))),
  };
  if (faults.size > 0) return { transaction: null, faults };
  const clash = findClash(transaction);
  const row = clash === null ? undefined : { success, failure }[clash.branch][clash.second];
  if (clash === null || row === undefined) return { transaction, faults };
  const text = `Operation ${clash.first + 1} changes the same key: etcd takes one put of a key in a branch, and no deletion beside it.`;
  return { transaction: null, faults: new Map([[row.id, { field: 'key', text }]]) };
}

const escapes = 'Write a backslash as \\\\, and a byte as \\xNN.';

function readKey(text: string, mayBeEmpty: boolean, field: 'key' | 'end'): Uint8Array | RowFault {
  const bytes = unescapeBytes(text);
  if (bytes === null) return { field, text: escapes };
  return bytes.length > 0 || mayBeEmpty
    ? bytes
    : { field, text: field === 'key' ? 'A key has at least one byte.' : 'The end has at least one byte.' };
}

const isFault = (read: Uint8Array | RowFault): read is RowFault => !(read instanceof Uint8Array);

function readComparison({ target, result, ...row }: ComparisonForm): Comparison | RowFault {
  const key = readKey(row.key, false, 'key');
  if (isFault(key)) return key;
  if (target === 'value') {
    const value = unescapeBytes(row.given);
    return value === null ? { field: 'given', text: escapes } : { target, key, result, value };
  }
  if (target === 'lease') {
    const lease = leaseOf(row.given);
    return lease === undefined ? { field: 'given', text: leaseWords } : { target, key, result, lease };
  }
  const number = numberOf(row.given);
  return number === null ? { field: 'given', text: 'A whole number, 0 or more.' } : { target, key, result, number };
}

const leaseWords = 'A lease’s id has 16 hexadecimal digits.';

/** Returns the lease that is typed; `null` for none, and nothing where it is no id. */
function leaseOf(text: string): LeaseId | null | undefined {
  const typed = text.trim();
  if (typed === '' || /^0+$/.test(typed)) return null;
  return readLeaseId(text) ?? undefined;
}

function numberOf(text: string): number | null {
  const number = /^\d{1,16}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
}

function readOperation(row: OperationForm): TransactionOperation | RowFault {
  if (row.kind === 'put') return readPut(row);
  const key = readKey(row.key, row.which === 'prefix' || row.which === 'from', 'key');
  if (isFault(key)) return key;
  const end = row.which === 'range' ? readKey(row.end, false, 'end') : key;
  if (isFault(end)) return end;
  const keys = row.which === 'range' ? { kind: row.which, key, end } : { kind: row.which, key };
  if (row.kind === 'delete') return { kind: row.kind, keys };
  const limit = row.limit.trim() === '' ? 0 : numberOf(row.limit);
  if (limit === null) return { field: 'limit', text: 'A whole number.' };
  return { kind: row.kind, keys, limit, answers: row.answers };
}

function readPut({ kind, keepsValue, ...row }: OperationForm): TransactionOperation | RowFault {
  const key = readKey(row.key, false, 'key');
  if (isFault(key)) return key;
  const typed = row.isHex ? fromHex(row.value.replace(/\s/g, '')) : bytesOf(row.value);
  if (typed === null) return { field: 'value', text: 'Hexadecimal has two digits a byte, 0 to 9 and a to f.' };
  const other = row.lease === 'other' ? readLeaseId(row.leaseId) : null;
  if (row.lease === 'other' && other === null) return { field: 'leaseId', text: leaseWords };
  return { kind: 'put', key, value: keepsValue ? null : typed, lease: row.lease === 'keep' ? 'keep' : other };
}

/** Changes the transaction that is typed. */
export type UpdateForm = (change: (before: TransactionForm) => TransactionForm) => void;

/** Returns a form with a changed comparison; without it where nothing is given. */
export function withComparison(
  form: TransactionForm,
  id: number,
  changes: Partial<ComparisonForm> | null,
): TransactionForm {
  return { ...form, compare: changed(form.compare, id, changes) };
}

/** Returns a form with a changed operation; without it where nothing is given. */
export function withOperation(
  form: TransactionForm,
  branch: TransactionBranch,
  id: number,
  changes: Partial<OperationForm> | null,
): TransactionForm {
  return { ...form, [branch]: changed(form[branch], id, changes) };
}

const changed = <T extends { readonly id: number }>(
  rows: readonly T[],
  id: number,
  changes: Partial<T> | null,
): readonly T[] =>
  changes === null
    ? rows.filter((row) => row.id !== id)
    : rows.map((row) => (row.id === id ? { ...row, ...changes } : row));

/** The names of the branches, as the screen has them. */
export const branchNames: Readonly<Record<TransactionBranch, string>> = { success: 'Then', failure: 'Else' };
