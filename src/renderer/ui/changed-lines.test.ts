import { describe, expect, it } from 'vitest';
import { changedLines, toCompare } from './changed-lines.ts';

describe('the changed lines', () => {
  const cut = (before: string, after: string): readonly [string, string] => {
    const { start, beforeEnd, afterEnd } = changedLines(before, after);
    expect(before.slice(0, start) + after.slice(start, afterEnd) + before.slice(beforeEnd)).toBe(after);
    return [before.slice(start, beforeEnd), after.slice(start, afterEnd)];
  };

  it.each([
    ['a\nb\nc\n', 'a\nx\nc\n', ['b\n', 'x\n']],
    ['a\nb\nc', 'a\nb\nd', ['c', 'd']],
    ['a\nb\n', 'a\nb\nb\n', ['', 'b\n']],
    ['a\nb\nb\n', 'a\nb\n', ['b\n', '']],
    ['one', 'one', ['', '']],
    ['', 'a\n', ['', 'a\n']],
    ['ab\ncb\n', 'ab\nxcb\n', ['cb\n', 'xcb\n']],
    ['aXc\nend', 'aYc\nend', ['aXc\n', 'aYc\n']],
    ['a\r\nb\r\n', 'a\r\nc\r\n', ['b\r\n', 'c\r\n']],
    ['x', 'y\nx', ['', 'y\n']],
  ])('of %j and %j', (before, after, changed) => {
    expect(cut(before, after)).toEqual(changed);
  });

  it('leave the rest equal, whatever two texts are', () => {
    const letters = ['a', 'b', '\n'];
    let seed = 7;
    const next = (most: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed % most;
    };
    const text = (): string => Array.from({ length: next(9) }, () => letters[next(3)]).join('');
    for (let round = 0; round < 3_000; round += 1) cut(text(), text());
  });
});

describe('what is compared', () => {
  it('is a small text as it is', () => {
    expect(toCompare('a\n', 'b\n')).toEqual({ before: 'a\n', after: 'b\n', linesAbove: 0, linesBelow: 0 });
  });

  it('of a large text is the change with lines around it, and says how many are cut off', () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `line ${at} of a large text\n`);
    const after = lines.with(10_000, 'changed\n').join('');
    const compared = toCompare(lines.join(''), after);
    expect(compared.before).toBe(lines.slice(9_800, 10_201).join(''));
    expect(compared.after).toBe(lines.with(10_000, 'changed\n').slice(9_800, 10_201).join(''));
    expect(compared).toMatchObject({ linesAbove: 9_800, linesBelow: 9_799 });
  });

  it('of a large text that changes at both ends is the whole', () => {
    const middle = 'the same line\n'.repeat(20_000);
    expect(toCompare(`a\n${middle}b`, `c\n${middle}d`)).toEqual({
      before: `a\n${middle}b`,
      after: `c\n${middle}d`,
      linesAbove: 0,
      linesBelow: 0,
    });
  });
});
