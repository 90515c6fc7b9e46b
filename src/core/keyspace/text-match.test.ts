import { expect, it } from 'vitest';
import type { PatternMatch } from './text-match.ts';
import { excerptOf, findOf } from './text-match.ts';

const substring = (text: string, ignoresCase = false): PatternMatch => ({ kind: 'substring', text, ignoresCase });
const expression = (text: string, ignoresCase = false): PatternMatch => ({ kind: 'expression', text, ignoresCase });

it.each([
  [substring('a.b'), 'xa.b', { from: 1, to: 4 }],
  [substring('a.b'), 'xacb', null],
  [substring('[{(*+?^$|\\/)}]-#'), '=[{(*+?^$|\\/)}]-#', { from: 1, to: 17 }],
  [substring('Straße', true), 'die STRAßE', { from: 4, to: 10 }],
  [substring('Kind'), 'kind', null],
  [substring('K', true), 'a \u212a', { from: 2, to: 3 }],
  [substring('', true), 'abc', { from: 0, to: 0 }],
  [substring('a'.repeat(20)), `b${'a'.repeat(21)}`, { from: 1, to: 21 }],
  [substring('\udc00'), '\ud800\udc00 \udc00', { from: 3, to: 4 }],
  [substring('𐐀', true), 'x𐐨', { from: 1, to: 3 }],
  [expression('^k.nd$'), 'kind', { from: 0, to: 4 }],
  [expression('\\p{Lu}'), 'aÉ', { from: 1, to: 2 }],
  [expression('KIND', true), 'a kind', { from: 2, to: 6 }],
])('%o in %j is %j', (match, text, found) => {
  expect(findOf(match)(text)).toEqual(found);
});

it('refuses what is no expression', () => {
  expect(() => findOf(expression('(a'))).toThrow(expect.objectContaining({ code: 'BadRequest' }));
});

it('shows the line of a finding, and where in it', () => {
  const text = 'first: 1\nsecond: value\nthird: 3';
  const excerpt = excerptOf(text, { from: 17, to: 22 });
  expect(excerpt).toEqual({ text: 'second: value', from: 8, to: 13 });
});

it('shortens a long line around the finding, never within a character', () => {
  const text = `${'😀'.repeat(300)}needle${'😀'.repeat(300)}`;
  const at = text.indexOf('needle');
  for (const shift of [0, 1]) {
    const excerpt = excerptOf(`${'x'.repeat(shift)}${text}`, { from: at + shift, to: at + shift + 6 });
    expect(excerpt.text.slice(excerpt.from, excerpt.to)).toBe('needle');
    expect(excerpt.text.length).toBeLessThanOrEqual(161);
    // Half a character does not survive UTF-8.
    expect(Buffer.from(excerpt.text).toString()).toBe(excerpt.text);
  }
});

it('ends a finding of several lines with its first', () => {
  expect(excerptOf('one\ntwo\nthree', { from: 4, to: 13 })).toEqual({ text: 'two', from: 0, to: 3 });
});

it('shows the empty line that a text may begin with', () => {
  expect(excerptOf('\nabc', { from: 0, to: 1 })).toEqual({ text: '', from: 0, to: 0 });
});
