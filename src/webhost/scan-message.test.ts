import { decode, encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { VALUE_DEPTH } from '../contract/limits.ts';
import { Kind } from '../contract/wire/frames.ts';
import { Unreadable } from '../contract/wire/transport.ts';
import { seeded } from '../testing/random.ts';
import { sampleRequests } from '../testing/wire/sample-requests.ts';
import { scanMessage } from './scan-message.ts';

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

function bytesOf(message: unknown): Uint8Array {
  return new Uint8Array(encode(message, { maxDepth: 1_000 }));
}

describe('a message that is looked through before it is decoded', () => {
  it.each(Object.entries(sampleRequests))('may be decoded where it is a frame: %s', (name, request) => {
    expect(scanMessage(bytesOf([Kind.Call, 1, name, request]))).toBeNull();
  });

  it.each([
    ['every kind of value', [null, true, false, 0, -1, 127, 128, -128, 2 ** 16, -(2 ** 31), 2 ** 40, -(2 ** 40), 0.5]],
    [
      'texts and bytes of every length',
      [0, 31, 32, 255, 256, 65_536].flatMap((n) => ['a'.repeat(n), new Uint8Array(n)]),
    ],
    ['lists and maps of every length', [0, 15, 16, 65_536].flatMap((n) => [Array(n).fill(0), { [`${n}`]: n }])],
    ['a large map', Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`name${at}`, at]))],
    ['as deep as a value may be', deep(VALUE_DEPTH + 1)],
  ])('may be decoded with %s', (_, message) => {
    expect(scanMessage(bytesOf(message))).toBeNull();
  });

  it.each([
    ['too deep', bytesOf([Kind.Call, 300, 'x', deep(VALUE_DEPTH + 1)]), 'deep', 300],
    ['longer than it is', bytesOf([Kind.Call, 70_000, 'x', 'text']).slice(0, -1), 'whole', 70_000],
    ['two', new Uint8Array([...bytesOf([Kind.Ping]), 0]), 'one message', 0],
    ['an extension', bytesOf([Kind.Call, 5, 'x', new Date(0)]), 'no use', 5],
    ['an id that is none', bytesOf([Kind.Call, -5, 'x', new Date(0)]), 'no use', 0],
    ['nothing', new Uint8Array(), 'whole', 0],
  ])('is refused with a reason and its id: %s', (_, bytes, reason, id) => {
    const refused = scanMessage(bytes);
    expect(refused).toBeInstanceOf(Unreadable);
    expect(refused?.reason).toContain(reason);
    expect(refused?.id).toBe(id);
  });

  it('is looked through to its end whatever it is, and agrees with the decoder', () => {
    const random = seeded(20);
    const frames = Object.entries(sampleRequests).map(([name, request]) => bytesOf([Kind.Call, 1, name, request]));
    let decoded = 0;
    for (let round = 0; round < 20_000; round++) {
      const bytes = frames[round % frames.length]?.slice() ?? new Uint8Array();
      for (let hit = random.between(1, 3); hit > 0; hit--) {
        bytes[random.between(0, bytes.length - 1)] = random.between(0, 255);
      }
      if (scanMessage(bytes) !== null) continue;
      try {
        decode(bytes);
        decoded++;
      } catch (error) {
        // A map's name that is not a text is left to the decoder.
        expect(String(error)).toMatch(/type of key|__proto__/);
      }
    }
    expect(decoded).toBeGreaterThan(5_000);
  });
});
