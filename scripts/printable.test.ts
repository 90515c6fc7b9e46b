import { expect, it } from 'vitest';
import { writtenOutLines } from '../src/core/terminal/steering.ts';
import { printable } from './printable.mjs';

it('shows every character as the product does', () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    const shown = printable(character);
    if (shown !== writtenOutLines(character)) expect(shown, code.toString(16)).toBe(writtenOutLines(character));
  }
  expect(printable('a\u001b]0;b\u0007\n')).toBe('a\\x1b]0;b\\x07\n');
});
