import { describe, expect, it } from 'vitest';
import { mergeTexts } from './merge-lines.ts';

const text = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const base = text('a', 'b', 'c', 'd', 'e');

/** The merged text, where a person is not needed. */
function mergeLines(before: string, mine: string, theirs: string): string | null {
  const merged = mergeTexts(before, mine, theirs);
  return merged.conflicts === 0 ? merged.text : null;
}

describe('mergeTexts', () => {
  it('puts edits of different lines together', () => {
    expect(mergeLines(base, text('A', 'b', 'c', 'd', 'e'), text('a', 'b', 'c', 'd', 'E'))).toBe(
      text('A', 'b', 'c', 'd', 'E'),
    );
    expect(mergeLines(base, text('a', 'b', 'c', 'd', 'e', 'f'), text('a', 'x', 'b', 'c', 'd', 'e'))).toBe(
      text('a', 'x', 'b', 'c', 'd', 'e', 'f'),
    );
    expect(mergeLines(base, text('a', 'c', 'd', 'e'), text('a', 'b', 'c', 'd'))).toBe(text('a', 'c', 'd'));
  });

  it('takes the same edit of both once', () => {
    expect(mergeLines(base, text('A', 'b', 'c', 'd', 'e'), text('A', 'b', 'c', 'd', 'E'))).toBe(
      text('A', 'b', 'c', 'd', 'E'),
    );
    expect(mergeLines(base, text('z'), text('z'))).toBe(text('z'));
  });

  it('leaves to a person what touches', () => {
    expect(mergeLines(base, text('a', 'B', 'c', 'd', 'e'), text('a', 'X', 'c', 'd', 'e'))).toBeNull();
    expect(mergeLines(base, text('a', 'B', 'c', 'd', 'e'), text('a', 'b', 'C', 'd', 'e'))).toBeNull();
    expect(mergeLines(base, text('a', 'b', 'x', 'c', 'd', 'e'), text('a', 'b', 'y', 'c', 'd', 'e'))).toBeNull();
    expect(mergeLines(base, `${base}f`, `${base}g`)).toBeNull();
  });

  it('keeps mine where both changed the same lines, and theirs everywhere else', () => {
    expect(mergeTexts(base, text('a', 'B', 'c', 'd', 'e'), text('a', 'X', 'c', 'd', 'E'))).toEqual({
      text: text('a', 'B', 'c', 'd', 'E'),
      conflicts: 1,
    });
    expect(mergeTexts(base, text('0', 'a', 'c', 'd', 'm'), text('1', 'a', 'b', 'c', 'C', 'd', 't'))).toEqual({
      text: text('0', 'a', 'c', 'C', 'd', 'm'),
      conflicts: 2,
    });
    expect(mergeTexts(base, `${base}f`, `${base}g`)).toEqual({ text: `${base}f`, conflicts: 1 });
  });

  it('gives the other edit where one changes nothing', () => {
    let seed = 3;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      return (seed >> 8) % below;
    };
    for (let round = 0; round < 300; round++) {
      const before = Array.from({ length: random(12) }, () => 'abc'[random(3)] ?? 'a');
      const after = before.flatMap((line) => (random(4) === 0 ? [] : random(4) === 0 ? [line, 'x'] : [line]));
      expect(mergeLines(text(...before), text(...after), text(...before))).toBe(text(...after));
      expect(mergeLines(text(...before), text(...before), text(...after))).toBe(text(...after));
    }
  });

  it('does not glue a last line to another', () => {
    expect(mergeLines('a\nb', 'a\nb\nc\n', 'x\na\nb')).toBe('x\na\nb\nc\n');
    expect(mergeLines('a\nb\nc\nd', 'a\nb\nc\nd', 'a\nb\nc\nd\n')).toBe('a\nb\nc\nd\n');
  });

  it('does not stall on very long texts', () => {
    const long = (edit: string) => text(...Array.from({ length: 20_000 }, (_, at) => (at % 7 === 0 ? edit : `${at}`)));
    const before = performance.now();
    expect(mergeLines(long('a'), long('b'), long('c'))).toBeNull();
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
