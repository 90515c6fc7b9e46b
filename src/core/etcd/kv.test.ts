import { expect, it } from 'vitest';
import { prefixEnd } from './kv.ts';

it.each([
  [[0x61], [0x62]],
  [[0x61, 0xff], [0x62]],
  [
    [0x61, 0xff, 0x00],
    [0x61, 0xff, 0x01],
  ],
  [[0xff, 0xff], [0x00]],
  [[], [0x00]],
])('the range of prefix %o ends at %o', (prefix, end) => {
  const given = Uint8Array.from(prefix);
  expect([...prefixEnd(given)]).toEqual(end);
  expect([...given]).toEqual(prefix);
});

it('leaves the prefix as it was, a Buffer too', () => {
  const prefix = Buffer.from('/a');
  expect([...prefixEnd(prefix)]).toEqual([...Buffer.from('/b')]);
  expect(prefix.toString()).toBe('/a');
});
