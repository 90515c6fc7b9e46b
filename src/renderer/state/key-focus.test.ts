import { expect, it } from 'vitest';
import { bytesOf } from '../ui/byte-text.ts';
import { formatKeyFocus, type KeyFocus, parseKeyFocus } from './key-focus.ts';

it.each<KeyFocus>([
  { kind: 'key', key: bytesOf('/app/greeting') },
  { kind: 'key', key: Uint8Array.of(0, 0xff) },
  { kind: 'prefix', prefix: bytesOf('/app/') },
  { kind: 'prefix', prefix: new Uint8Array() },
  { kind: 'history', key: bytesOf('/app/greeting') },
  { kind: 'search', text: 'größe' },
])('comes back as it was', (focus) => {
  expect(parseKeyFocus(formatKeyFocus(focus))).toEqual(focus);
});

it.each(['', 'search-', 'search-zz', 'search-ff', 'history-', 'zz*', 'no hex'])(
  'takes nothing from an address like %s',
  (focus) => {
    expect(parseKeyFocus(focus)).toBeNull();
  },
);
