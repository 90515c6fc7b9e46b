import { expect, it } from 'vitest';
import { readTransaction } from '../../../contract/transaction-text/read-transaction.ts';
import { writeTransaction } from '../../../contract/transaction-text/write-transaction.ts';
import { emptyTransaction, formOf, newComparison, newOperation, readForm } from './transaction-form.ts';

it('keeps a transaction as it is, bytes and all', () => {
  const text = [
    ...['val("a\\xff\\n") != "b\\\\"', 'lease("a") = "0"', 'lease("a") = "000000000000001a"', 'create("a") > "7"', ''],
    ...[
      'put "a" "x\\r\\ny"',
      'put "b" "{\\n\\t\\"c\\": 1}"',
      'put --ignore-lease --ignore-value "c"',
      'put --lease=1a "d" ""',
      '',
    ],
    ...['get --prefix --keys-only --limit=3 ""', 'get --from-key "z"', 'del "e" "f\\x00"', 'del "g"', ''],
  ].join('\n');
  const { transaction } = readTransaction(text);
  if (transaction === null) throw new Error('it is read');
  const form = formOf(transaction, true);
  expect(form.success.map(({ value, isHex }) => [value, isHex])).toEqual([
    ...[
      ['780d0a79', true],
      ['{\n\t"c": 1}', false],
      ['', false],
      ['', false],
    ],
  ]);
  expect(readForm(form)).toEqual({ transaction, faults: new Map() });
  expect(readTransaction(writeTransaction(transaction)).transaction).toEqual(transaction);
});

it.each([
  [newComparison({ key: '' }), 'key'],
  [newComparison({ key: 'a\\' }), 'key'],
  [newComparison({ key: 'a', given: '1.5' }), 'given'],
  [newComparison({ key: 'a', given: '9007199254740993' }), 'given'],
  [newComparison({ key: 'a', target: 'lease', given: 'x' }), 'given'],
  [newComparison({ key: 'a', target: 'value', given: '\\x4' }), 'given'],
])('names the field of a comparison that is wrong: %o', (row, field) => {
  const { transaction, faults } = readForm({ ...emptyTransaction, compare: [row] });
  expect([transaction, faults.get(row.id)?.field]).toEqual([null, field]);
});

it.each([
  [newOperation({ key: '' }), 'key'],
  [newOperation({ key: 'a', value: 'abc', isHex: true }), 'value'],
  [newOperation({ key: 'a', lease: 'other', leaseId: '0' }), 'leaseId'],
  [newOperation({ kind: 'delete', which: 'range', key: 'a' }), 'end'],
  [newOperation({ kind: 'get', key: 'a', limit: '-1' }), 'limit'],
])('names the field of an operation that is wrong: %o', (row, field) => {
  const { transaction, faults } = readForm({ ...emptyTransaction, failure: [row] });
  expect([transaction, faults.get(row.id)?.field]).toEqual([null, field]);
});

it('says which operations etcd takes one of only', () => {
  const rows = [newOperation({ key: 'a/b' }), newOperation({ kind: 'delete', which: 'prefix', key: 'a/' })];
  const { transaction, faults } = readForm({ ...emptyTransaction, success: rows });
  expect(transaction).toBeNull();
  expect(faults.get(rows[1]?.id ?? 0)?.text).toContain('Operation 1 changes the same key');
});
