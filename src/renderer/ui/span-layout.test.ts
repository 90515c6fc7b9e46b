import { describe, expect, it } from 'vitest';
import { bytesOf } from './byte-text.ts';
import { labelledMarks, layOutSpans, overlaps, type Span } from './span-layout.ts';

const span = (from: string, to: string | null): Span => ({ from: bytesOf(from), to: to === null ? null : bytesOf(to) });

describe('spans on a line', () => {
  it('are placed by order: equal stretches, narrower gaps', () => {
    const { placeOf, marks } = layOutSpans([[span('a', 'b')], [span('m', 'n')]]);
    // gap, a–b, gap, m–n, gap
    const whole = 0.4 + 1 + 0.4 + 1 + 0.4;
    expect(placeOf(span('a', 'b')).left).toBeCloseTo(0.4 / whole);
    expect(placeOf(span('a', 'b')).width).toBeCloseTo(1 / whole);
    expect(placeOf(span('m', 'n')).left).toBeCloseTo(1.8 / whole);
    expect(marks.map(({ at }) => new TextDecoder().decode(at))).toEqual(['a', 'b', 'm', 'n']);
  });

  it('are ordered by bytes, not by text', () => {
    const high: Span = { from: Uint8Array.of(0xff), to: null };
    const { placeOf } = layOutSpans([[high], [span('é', 'ê')], [span('z', 'z\0')]]);
    expect(placeOf(span('z', 'z\0')).left).toBeLessThan(placeOf(span('é', 'ê')).left);
    expect(placeOf(span('é', 'ê')).left).toBeLessThan(placeOf(high).left);
    expect(placeOf(high).left + placeOf(high).width).toBeCloseTo(1);
  });

  it('count the lanes that share a stretch, each once', () => {
    const { covered } = layOutSpans([[span('a', 'm'), span('c', 'd')], [span('c', 'e')], [span('\0', null)]]);
    // \0–a, a–c, c–d, d–e, e–m, m–end
    expect(covered.map(({ count }) => count)).toEqual([1, 2, 3, 3, 2, 1]);
  });

  it('take no room where they hold nothing, and leave an empty line empty', () => {
    expect(layOutSpans([[span('b', 'a')]]).placeOf(span('b', 'a')).width).toBe(0);
    expect(layOutSpans([])).toMatchObject({ marks: [], covered: [] });
  });
});

it('knows what two spans share', () => {
  expect(overlaps(span('a', 'b'), span('b', 'c'))).toBe(false);
  expect(overlaps(span('a', 'c'), span('b', null))).toBe(true);
  expect(overlaps(span('b', null), span('a', 'b'))).toBe(false);
});

it('labels marks as far as there is room', () => {
  const marks = [0, 0.05, 0.5, 0.95].map((left) => ({ left }));
  expect(labelledMarks(marks, 400, () => 60).map(({ left }) => left)).toEqual([0, 0.5]);
});
