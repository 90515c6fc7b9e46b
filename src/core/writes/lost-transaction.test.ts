import { expect, it } from 'vitest';
import type { KeyValue } from '../../contract/keys.ts';
import { type NotedChange, toNoted } from '../journal/records.ts';
import { movedKey, pivotOf, verdictAt } from './lost-transaction.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const at = (key: string, modRevision: number, value: string): KeyValue => ({
  key: bytes(key),
  value: bytes(value),
  createRevision: 1,
  modRevision,
  version: 1,
  lease: null,
});
const change = (key: string, before: KeyValue | null, after: string | null): NotedChange =>
  toNoted({ key: bytes(key), before, after: after === null ? null : bytes(after) });

const create = change('c', null, 'new');
const overwrite = change('o', at('o', 5, 'old'), 'new');
const rewrite = change('r', at('r', 5, 'old'), 'old');
const remove = change('d', at('d', 5, 'old'), null);

it.each<readonly [string, readonly NotedChange[], readonly (KeyValue | null)[], object]>([
  ['all as written', [create, overwrite, remove], [at('c', 9, 'new'), at('o', 9, 'new'), null], { kind: 'done' }],
  ['another value', [overwrite], [at('o', 9, 'theirs')], { kind: 'notDone' }],
  ['the value, of another revision', [create, overwrite], [at('c', 9, 'new'), at('o', 8, 'new')], { kind: 'notDone' }],
  ['one key as it was', [remove, overwrite], [null, at('o', 5, 'old')], { kind: 'notDone' }],
  ['a key that is gone', [overwrite], [null], { kind: 'notDone' }],
  ['a key that is there again', [remove, overwrite], [at('d', 9, 'x'), at('o', 9, 'new')], { kind: 'notDone' }],
  ['all gone, by whomever', [remove, remove], [null, null], { kind: 'untold' }],
  ['the same value as before, by whomever', [rewrite], [at('r', 9, 'old')], { kind: 'untold' }],
  [
    'gone beside a value that is its own',
    [rewrite, overwrite],
    [at('r', 9, 'old'), at('o', 9, 'new')],
    { kind: 'done' },
  ],
])('takes %s for what it says', (_, changes, found, verdict) => {
  expect(verdictAt(changes, found, 9)).toMatchObject(verdict);
});

it('knows that a key which was compared has moved on for good, and that one which did not exist never has', () => {
  expect(movedKey([overwrite], [at('o', 5, 'old')])).toBeNull();
  expect(movedKey([create], [at('c', 9, 'theirs')])).toBeNull();
  expect(movedKey([create, overwrite], [null, at('o', 6, 'theirs')])).toBe(overwrite);
  expect(movedKey([overwrite], [null])).toBe(overwrite);
});

it('follows the key that existed and is the least to write again', () => {
  const large = change('l', at('l', 5, 'a longer value'), 'new');
  expect(pivotOf([create, large, remove])).toBe(remove);
  expect(pivotOf([create])).toBe(create);
  expect(pivotOf([])).toBeNull();
});
