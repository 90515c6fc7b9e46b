import { describe, expect, it } from 'vitest';
import type { KeyValue } from '../../contract/keys.ts';
import { RangeAnswer } from '../etcd/range-answer.ts';
import {
  buffersOf,
  ownEntries,
  packAnswer,
  packEntries,
  packedStartsWith,
  shareEntries,
  unpackEntries,
} from './packed-entries.ts';

const field = (number: number, contents: readonly number[]): readonly number[] => [
  (number << 3) | 2,
  contents.length,
  ...contents,
];
const key = (name: number, value: readonly number[], lease: readonly number[] = []): readonly number[] =>
  field(2, [...field(1, [name]), 0x10, 3, 0x18, 4, 0x20, 2, ...field(5, value), ...lease]);
const wire = [...key(1, [7, 8, 9]), ...key(2, [], [0x30, 5])];

const entry = (name: number, value: readonly number[], lease: string | null): object => ({
  ...{ key: Uint8Array.of(name), value: Uint8Array.from(value), lease },
  ...{ createRevision: 3, modRevision: 4, version: 2 },
});
const entries = [entry(1, [7, 8, 9], null), entry(2, [], '0000000000000005')];

const plain = (unpacked: Iterable<KeyValue>): readonly object[] =>
  Array.from(unpacked, (one) => ({ ...one, key: new Uint8Array(one.key), value: new Uint8Array(one.value) }));

describe('packed entries', () => {
  it('are those of an answer, in its own buffer', () => {
    const own = Uint8Array.from([0, 0, 0, 0, 0, ...wire]);
    const packed = packAnswer(new RangeAnswer(own.subarray(5)));
    expect(plain(unpackEntries(packed))).toEqual(entries);
    expect(packed.bytes.buffer).toBe(own.buffer);
    expect(packedStartsWith(packed, 0, Uint8Array.of(7, 8))).toBe(true);
    expect(packedStartsWith(packed, 0, Uint8Array.of(7, 8, 9, 1))).toBe(false);
    expect(packedStartsWith(packed, 1, Uint8Array.of(7))).toBe(false);
  });

  it('leave a buffer alone that others are in', () => {
    const pooled = Buffer.from(wire);
    const packed = packAnswer(new RangeAnswer(pooled));
    expect(plain(unpackEntries(packed))).toEqual(entries);
    expect(buffersOf(packed)).not.toContain(pooled.buffer);
  });

  it('are the same when they are packed again', () => {
    const packed = packAnswer(new RangeAnswer(Buffer.from(wire)));
    expect(plain(unpackEntries(packEntries([...unpackEntries(packed)])))).toEqual(entries);
  });

  it('are shared in the memory that is given, or in other memory where there is no room', async () => {
    const packed = packAnswer(new RangeAnswer(Buffer.from(wire)));
    for (const [size, isTaken] of [
      [wire.length, true],
      [wire.length - 1, false],
    ] as const) {
      const memory = new SharedArrayBuffer(size);
      const shared = await shareEntries(packed, memory);
      expect(plain(unpackEntries(shared))).toEqual(entries);
      expect(shared.bytes.buffer === memory).toBe(isTaken);
      expect(buffersOf(shared)).toEqual([shared.numbers.buffer]);
    }
  });

  it("are copied to the same place within a word, and made a thread's own where there is room", async () => {
    const packed = packAnswer(new RangeAnswer(Uint8Array.from([0, 0, 0, 0, 0, ...wire]).subarray(5)));
    const shared = await shareEntries(packed, new SharedArrayBuffer(wire.length + 5));
    expect(shared.bytes.byteOffset).toBe(5);
    const own = ownEntries(shared, new ArrayBuffer(wire.length + 5));
    if (own === null) throw new Error('there is room');
    new Uint8Array(shared.bytes.buffer).fill(0);
    expect(plain(unpackEntries(own))).toEqual(entries);
    expect(own.bytes.byteOffset).toBe(5);
    expect(ownEntries(shared, new ArrayBuffer(wire.length + 4))).toBeNull();
  });
});
