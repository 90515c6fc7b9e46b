import { describe, expect, it } from 'vitest';
import type { OwnAccess } from '../../contract/access.ts';
import { partsOf, rangeOf, readableSpans } from './permitted-spans.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (some: Uint8Array | null): string | null => (some === null ? null : new TextDecoder().decode(some));

/** Pairs of a key and a range end as etcd keeps them: empty for one key, a zero byte for all behind it. */
function limited(...pairs: readonly (readonly [string, string])[]): OwnAccess {
  const ranges = pairs.flatMap(
    ([key, rangeEnd]) =>
      rangeOf('r', { key: bytes(key), rangeEnd: bytes(rangeEnd), canRead: true, canWrite: false }) ?? [],
  );
  return { kind: 'limited', user: 'u', isOfCertificate: false, ranges, complete: true };
}
const spans = (access: OwnAccess) => readableSpans(access).map(({ start, end }) => [text(start), text(end)]);

describe('what may be read', () => {
  it('is one key, a range, all behind a key, or nothing', () => {
    expect(spans(limited(['/one', '']))).toEqual([['/one', '/one\0']]);
    expect(spans(limited(['/a/', '/a0']))).toEqual([['/a/', '/a0']]);
    expect(spans(limited(['/a', '\0']))).toEqual([['/a', null]]);
    expect(spans(limited(['/b', '/a'], ['/c', '/c']))).toEqual([]);
  });

  it('comes in order, and ranges that touch are one', () => {
    expect(spans(limited(['/c', '/d'], ['/a', '/b'], ['/b', '/c'], ['/x', ''], ['/a5', '/a6']))).toEqual([
      ['/a', '/d'],
      ['/x', '/x\0'],
    ]);
    expect(spans(limited(['/b', '\0'], ['/a', '/c'], ['/z', '']))).toEqual([['/a', null]]);
  });

  it('leaves out what may be written only, and is nothing where that is not known', () => {
    const range = rangeOf('r', { key: bytes('/a'), rangeEnd: bytes(''), canRead: false, canWrite: true });
    const ranges = range === null ? [] : [range];
    expect(spans({ kind: 'limited', user: 'u', isOfCertificate: false, ranges, complete: true })).toEqual([]);
    expect(spans({ kind: 'whole', user: null })).toEqual([]);
  });

  it('is cut to the span that is asked for', () => {
    const readable = readableSpans(limited(['/a', '/c'], ['/x', '\0']));
    const parts = (start: string, end: string | null) =>
      partsOf({ start: bytes(start), end: end === null ? null : bytes(end) }, readable).map((part) => [
        text(part.start),
        text(part.end),
      ]);
    expect(parts('', null)).toEqual([
      ['/a', '/c'],
      ['/x', null],
    ]);
    expect(parts('/b', '/y')).toEqual([
      ['/b', '/c'],
      ['/x', '/y'],
    ]);
    expect(parts('/c', '/x')).toEqual([]);
  });
});
