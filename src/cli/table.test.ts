import { expect, it } from 'vitest';
import { contentOf } from '../core/terminal/printable.ts';
import { fields, table } from './table.ts';

it('aligns columns by what is seen of them, and ends no line with spaces', () => {
  const shown = contentOf(
    table(
      ['ID', 'NAME', 'X'],
      [
        ['1', 'a\nb', ''],
        ['22', 'c', 'd'],
        ['', '', ''],
      ],
    ),
  );
  expect(shown).toBe('ID  NAME    X\n1   a\\x0ab\n22  c       d\n\n');
});

it('aligns beside a name that is very long', () => {
  const long = '\u009b'.repeat(5_000);
  const [heading, first, second] = contentOf(
    table(
      ['A', 'B'],
      [
        [long, 'b'],
        ['a', 'b'],
      ],
    ),
  ).split('\n');
  expect(first).toMatch(/^(\\xc2\\x9b){4096}… \(904 characters more\) {2}b$/);
  expect([heading?.length, second?.length]).toEqual([first?.length, first?.length]);
});

it('puts names before their values', () => {
  expect(
    contentOf(
      fields([
        ['a', 'x'],
        ['bcd', '\u001b'],
      ]),
    ),
  ).toBe('a    x\nbcd  \\x1b\n');
});
