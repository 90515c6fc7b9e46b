import { expect, it } from 'vitest';
import { foldedUnit } from './fold-case.ts';

/** Every character that has another case. */
const cased = Array.from({ length: 0x11_0000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
  .filter((one) => one.toLowerCase() !== one || one.toUpperCase() !== one);

const folded = (text: string): string =>
  String.fromCharCode(...Array.from({ length: text.length }, (_, at) => foldedUnit(text, at)));

it('takes the same characters for one as an expression does, and no others', () => {
  expect(cased.length).toBeGreaterThan(2_500);
  const classes = new Map<string, string[]>();
  for (const one of cased) classes.set(folded(one), [...(classes.get(folded(one)) ?? []), one]);
  const all = cased.join('');
  for (const characters of classes.values()) {
    const same = all.match(new RegExp(`${characters[0]}`, 'giu')) ?? [];
    expect([...same].sort()).toEqual([...characters].sort());
  }
});

it('keeps what has no case', () => {
  for (const text of ['', '\0', 'ǆ日本', '\ud800', '\udc00x', '1']) expect(folded(text)).toBe(text);
  expect(folded('\0\ud800\udc00')).toBe('\0\ud800\udc00');
});
