import { afterEach, expect, it } from 'vitest';
import type { ConnectionId } from '../../../contract/ids.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { noFilter } from './event-filter.ts';
import { hasRememberedWatches, type RememberedWatch, recallWatches, rememberWatches } from './watch-memory.ts';

// Connections go by any name here.
const one = 'one' as ConnectionId;
const other = 'other' as ConnectionId;

afterEach(() => window.sessionStorage.clear());

const aWatch = (changes: Partial<RememberedWatch> = {}): RememberedWatch => ({
  key: new Uint8Array([0x2f, 0xff]),
  isPrefix: true,
  rangeEnd: null,
  only: null,
  previous: true,
  startRevision: null,
  heard: { next: 7, told: ['2f61'] },
  shownFrom: 3,
  filter: { text: 'web', inValues: false, kind: 'modify' },
  end: null,
  ...changes,
});

it('keeps the watches of each connection, as they are', () => {
  const watches = [
    aWatch(),
    aWatch({ end: { compactRevision: 12 }, heard: { next: null, told: [] }, shownFrom: null }),
  ];
  rememberWatches(one, { watches, active: 1 });
  expect(recallWatches(one)).toEqual({ watches, active: 1 });
  expect([hasRememberedWatches(one), hasRememberedWatches(other)]).toEqual([true, false]);
  expect(recallWatches(other)).toBeNull();
  rememberWatches(one, { watches: [], active: 0 });
  expect(hasRememberedWatches(one)).toBe(false);
});

it('keeps a range and its type, and forgets what is looked for in values', () => {
  const ranged = aWatch({ isPrefix: false, rangeEnd: bytesOf('/b'), only: 'delete' });
  const filter = { text: 'hunter2', inValues: true, kind: 'put' } as const;
  rememberWatches(one, { watches: [{ ...ranged, filter }], active: 0 });
  expect(recallWatches(one)?.watches).toEqual([{ ...ranged, filter: { ...noFilter, kind: 'put' } }]);
  expect(JSON.stringify(Object.values(window.sessionStorage))).not.toContain('hunter2');
});

it('would rather tell a large revision twice than keep all of its keys', () => {
  const told = Array.from({ length: 5_000 }, (_, index) => `2f61${index.toString(16).padStart(8, '0')}`);
  rememberWatches(one, { watches: [aWatch({ heard: { next: 7, told } })], active: 0 });
  expect(recallWatches(one)?.watches[0]?.heard).toEqual({ next: 7, told: [] });
});

it('keeps no more watches than there is room for, the newest', () => {
  const watches = Array.from({ length: 60 }, (_, index) => aWatch({ key: bytesOf(`/${index}`) }));
  rememberWatches(one, { watches, active: 0 });
  const recalled = recallWatches(one)?.watches ?? [];
  expect(recalled).toHaveLength(40);
  expect(recalled.at(-1)?.key).toEqual(bytesOf('/59'));
});

it.each([
  ['no object', '"text"'],
  ['no list', '{"watches":{}}'],
  ['a key that is none', '{"watches":[{"key":"xyz","isPrefix":true,"previous":true}]}'],
  [
    'an empty key',
    '{"watches":[{"key":"","isPrefix":false,"previous":true,"startRevision":null,"next":1,"shownFrom":1}]}',
  ],
  [
    'a revision that is none',
    '{"watches":[{"key":"2f","isPrefix":true,"previous":true,"startRevision":-1,"next":1,"shownFrom":1}]}',
  ],
])('takes nothing for a watch that is %s', (_, stored) => {
  window.sessionStorage.setItem(`etcdeck.watches/${one}`, stored);
  expect(recallWatches(one)).toBeNull();
});

it('shows everything where the filter cannot be read', () => {
  const [stored] = [{ ...aWatch(), key: '2f', next: 1, told: [7], filter: { text: 1 } }];
  window.sessionStorage.setItem(`etcdeck.watches/${one}`, JSON.stringify({ watches: [stored] }));
  expect(recallWatches(one)).toMatchObject({ watches: [{ filter: noFilter, heard: { told: [] } }], active: 0 });
});
