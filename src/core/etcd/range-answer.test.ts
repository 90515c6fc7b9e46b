import { describe, expect, it } from 'vitest';
import type { KeyValue } from '../../contract/keys.ts';
import { RangeAnswer } from './range-answer.ts';

const varint = (value: bigint): number[] => {
  const unsigned = BigInt.asUintN(64, value);
  const more = unsigned >> 7n;
  return more === 0n ? [Number(unsigned)] : [Number(unsigned & 0x7fn) | 0x80, ...varint(more)];
};
const number = (field: number, value: bigint | number): number[] => [field << 3, ...varint(BigInt(value))];
const bytes = (field: number, contents: readonly number[]): number[] => [
  (field << 3) | 2,
  ...varint(BigInt(contents.length)),
  ...contents,
];
const answerOf = (...parts: readonly number[][]): RangeAnswer => new RangeAnswer(Buffer.from(parts.flat()));

const header = bytes(1, [...number(1, 5n), ...number(3, 2n ** 52n), ...number(4, 9)]);

describe('a range’s answer', () => {
  it('is read with its header, keys, count and whether there are more', () => {
    const first = bytes(2, [...bytes(1, [0, 255]), ...number(2, 3), ...number(3, 300), ...number(4, 2)]);
    const second = bytes(2, [...bytes(1, [1]), ...number(2, 4), ...number(3, 4), ...number(4, 1), ...bytes(5, [7, 8])]);
    const answer = answerOf(header, first, second, number(3, 1), number(4, 12));
    expect(answer).toMatchObject({ revision: 2 ** 52, more: true, count: 12, length: 2 });
    expect(answer.lastKey).toEqual(Uint8Array.of(1));
    expect(answer.keys()).toEqual([
      { key: Uint8Array.of(0, 255), createRevision: 3, modRevision: 300, version: 2 },
      { key: Uint8Array.of(1), createRevision: 4, modRevision: 4, version: 1 },
    ]);
    expect(answer.keys(1, 2)).toEqual([answer.keyAt(1)]);
    expect(answer.keyValues()[1]).toMatchObject({ value: Uint8Array.of(7, 8), lease: null });
  });

  it('leaves out what an empty range leaves out', () => {
    expect(answerOf(header)).toMatchObject({ more: false, count: 0, length: 0, lastKey: null });
  });

  it('keeps all 64 bits of a lease', () => {
    const leased = bytes(2, [...bytes(1, [1]), ...number(6, -2n)]);
    expect(answerOf(leased).keyValues()[0]?.lease).toBe('fffffffffffffffe');
    expect(answerOf(bytes(2, number(6, 0x0123456789abcdefn))).keyValues()[0]?.lease).toBe('0123456789abcdef');
  });

  it('passes over fields that it does not know', () => {
    expect(answerOf(number(9, 1), bytes(10, [1, 2]), number(4, 3))).toMatchObject({ count: 3 });
  });

  it('keeps none of the answer alive in a key', () => {
    const [key] = answerOf(bytes(2, bytes(1, [1, 2, 3]))).keys();
    expect(key?.key.buffer.byteLength).toBe(3);
  });

  it('tells where keys and values are, each without what the one before had', () => {
    const full = [...bytes(1, [1]), ...number(2, 6), ...number(3, 7), ...number(4, 8), ...bytes(5, [8, 9])];
    const answer = answerOf(header, bytes(2, [...full, ...number(6, 5)]), bytes(2, bytes(1, [2])));
    const told: KeyValue[] = [];
    answer.eachPlace(({ keyStart, keyEnd, valueStart, valueEnd, ...facts }) => {
      const [key, value] = [answer.contents.slice(keyStart, keyEnd), answer.contents.slice(valueStart, valueEnd)];
      told.push({ key, ...facts, value });
    });
    expect(told).toEqual(answer.keyValues());
  });

  it.each([
    ['a field that ends early', bytes(2, bytes(1, [1, 2, 3])).slice(0, -1)],
    ['a number that never ends', [0x20, 0xff, 0xff]],
    ['a revision beyond 2^53', bytes(1, number(3, 2n ** 53n))],
    ['a kind of field that etcd does not send', [0x0d, 1, 2, 3, 4]],
  ])('refuses %s', (_, wire) => {
    expect(() => answerOf([...wire]).keyValues()).toThrow(expect.objectContaining({ code: 'Internal' }));
  });

  it('refuses a modRevision beyond 2^53 rather than round it', () => {
    const answer = answerOf(bytes(2, number(3, 2n ** 53n)));
    expect(() => answer.keys()).toThrow(expect.objectContaining({ code: 'Internal' }));
  });

  it('lies in another message where it is streamed', () => {
    expect(RangeAnswer.ofStream(Buffer.from(bytes(1, [...header, ...number(4, 3)])))).toMatchObject({
      revision: 2 ** 52,
      count: 3,
    });
    expect(RangeAnswer.ofStream(Buffer.from(bytes(1, [])))).toMatchObject({ revision: null, length: 0 });
  });
});
