import { expect, it } from 'vitest';
import { bytesOf } from '../bytes/bytes.ts';
import { afterBytes, crcOver, crcStart, crcValue } from './crc32c.ts';

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

it('is the CRC-32C that RFC 3720 gives', () => {
  const sum = (bytes: Uint8Array): number => crcValue(crcOver(crcStart, viewOf(bytes), 0, bytes.length));
  expect(sum(bytesOf('123456789'))).toBe(0xe3069283);
  expect(sum(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(sum(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
});

it('joins the registers of parts, however long they are', () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31) >> 3);
  const view = viewOf(bytes);
  for (const [from, to] of [
    [0, 0],
    [0, 1],
    [3, 4_099],
    [17, 69_999],
  ] as const) {
    const before = crcOver(crcStart, view, 0, from);
    expect(afterBytes(before, crcOver(0, view, from, to), to - from)).toBe(crcOver(before, view, from, to));
  }
});
