import { expect, it } from 'vitest';
import type { KeyValue } from '../../contract/keys.ts';
import type { Change } from './change-list.ts';
import { verdict } from './settle-unknown.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const key = bytes('k');
const base = { key, lease: null, isJoined: false } as const;
const create: Change = { ...base, kind: 'create', expectedModRevision: 0, value: bytes('new') };
const overwrite: Change = { ...base, kind: 'overwrite', expectedModRevision: 5, value: bytes('new') };
const remove: Change = { ...base, kind: 'delete', expectedModRevision: 5, value: null };
const at = (modRevision: number, value: string): KeyValue => ({
  key,
  value: bytes(value),
  createRevision: 1,
  modRevision,
  version: 1,
  lease: null,
});

it.each<readonly [string, readonly Change[], readonly (KeyValue | null)[], object]>([
  ['a key at the revision compared', [overwrite], [at(5, 'old')], { kind: 'notDone' }],
  ['one of several at the revision compared', [overwrite, remove], [at(9, 'new'), at(5, 'x')], { kind: 'notDone' }],
  ['new keys that are not there', [create, create], [null, null], { kind: 'notDone' }],
  ['all as wanted, at one revision', [create, overwrite], [at(9, 'new'), at(9, 'new')], { kind: 'done', revision: 9 }],
  ['all gone', [remove, remove], [null, null], { kind: 'done', revision: 20 }],
  ['as wanted, but at two revisions', [create, create], [at(9, 'new'), at(8, 'new')], { kind: 'unknown' }],
  ['another value at another revision', [overwrite], [at(9, 'theirs')], { kind: 'unknown' }],
  ['a key that is there again', [remove], [at(9, 'again')], { kind: 'unknown' }],
  ['a key that is gone', [overwrite], [null], { kind: 'unknown' }],
])('takes %s for what it says', (_, changes, found, settled) => {
  expect(verdict(changes, { found, revision: 20 })).toEqual(settled);
});
