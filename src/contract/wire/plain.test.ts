import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { EtcdeckError } from '../failure.ts';
import { toPlain } from './plain.ts';

describe('a value made plain', () => {
  it('is the same one where nothing had to change', () => {
    const value = { list: [1, 'a', null, { bytes: new Uint8Array(3) }], yes: true };
    expect(toPlain(value).value).toBe(value);
  });

  it('loses undefined members without changing the original', () => {
    const value = { a: undefined, b: [{ c: undefined, d: 1 }, undefined] };
    expect(toPlain(value).value).toStrictEqual({ b: [{ d: 1 }, null] });
    expect('a' in value).toBe(true);
  });

  it('owns its bytes', () => {
    const whole = new Uint8Array(1_000);
    const { value } = toPlain({ part: whole.subarray(10, 20) });
    const { part } = value as { part: Uint8Array };
    expect(part.buffer.byteLength).toBe(10);
  });

  it.each([
    [1n],
    [() => 1],
    [Symbol('x')],
    [new Map()],
    [new Date()],
    [new Error('x')],
    [{ deep: [new Set()] }],
    [new Uint16Array(2)],
  ])('refuses what only some transports carry: %s', (value) => {
    expect(() => toPlain(value)).toThrow(TypeError);
  });

  it('refuses a value that contains itself', () => {
    const value: Record<string, unknown> = {};
    value.self = value;
    expect(() => toPlain(value)).toThrow('nested');
  });

  it('turns a failure into data', () => {
    const { value } = toPlain([new EtcdeckError({ code: 'NoSpace', message: 'm' })]);
    expect(value).toStrictEqual([{ code: 'NoSpace', message: 'm', retry: false }]);
  });

  it.each([
    ['text', 'Zürich 水 🚀'.repeat(50)],
    ['numbers', [0, -1, 2 ** 40, 0.5, Number.MAX_SAFE_INTEGER]],
    ['bytes', new Uint8Array(70_000)],
    ['a large map', Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`name${index}`, index]))],
    ['a tree', { a: [{ b: [[], {}, null, true] }] }],
  ])('counts at least the bytes of its MessagePack: %s', (_, value) => {
    const encoded = encode(value).byteLength;
    expect(toPlain(value).bytes).toBeGreaterThanOrEqual(encoded);
    expect(toPlain(value).bytes).toBeLessThan(20 * encoded + 20);
  });

  it('counts a text beyond the first 65,536 characters as long as it is, and half a character as what replaces it', () => {
    for (const text of ['🚀'.repeat(1_000), '\ud800'.repeat(1_000), `${'🚀'.repeat(1_000)}\ud800`, '\ude80🚀']) {
      const encoded = encode(text).byteLength;
      expect(toPlain(text).bytes).toBeGreaterThanOrEqual(encoded);
      expect(toPlain(text).bytes).toBeLessThan(encoded + 10);
    }
  });

  it('counts values, names of members among them, and the longest list', () => {
    expect(toPlain({ a: [1, 2, [3]], b: 'x' })).toMatchObject({ values: 9, longest: 3 });
  });
});
