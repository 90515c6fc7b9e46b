import { expect, it } from 'vitest';
import { sameButLineEndings } from './line-endings.ts';

it('tells an edit from what an editor makes of line endings', () => {
  expect(sameButLineEndings('a\r\nb\n', 'a\nb\n')).toBe(true);
  expect(sameButLineEndings('a\rb', 'a\nb')).toBe(true);
  expect(sameButLineEndings('a\n', 'a')).toBe(false);
});
