import { needsQuotes } from './plain-scalar.ts';

/** The form of a text: unquoted, quoted, or as lines below a `|`. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal';

/** Characters that go-yaml escapes: non-printing ones, and those beyond 16 bits, emoji included. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
const special = /[\0-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]/;
const lineBreak = /[\n\u2028\u2029]/;
const firstIndicator = /^[#,[\]{}&*!|>'"%@`]|^[?:-](?: |$)|^---|^\.\.\./;
const innerIndicator = /.:(?: |$)| #/;

/** Returns the style that go-yaml chooses for a text. A simple key is on one line. */
export function scalarStyle(text: string, isSimpleKey: boolean): ScalarStyle {
  if (simple.test(text) && !needsQuotes(text)) return 'plain';
  const hasBreak = lineBreak.test(text);
  const wanted = text.includes('\n') ? 'literal' : needsQuotes(text) ? 'double' : 'plain';
  if (isSimpleKey && hasBreak) return 'double';
  const isUnprintable = special.test(text) || / [\n\u2028\u2029]/.test(text);
  if (wanted === 'literal') {
    const fits = text !== '' && !text.endsWith(' ') && !isUnprintable && !isSimpleKey;
    return fits ? 'literal' : 'double';
  }
  if (wanted === 'double') return 'double';
  const isBroken = isUnprintable || /[\n\u2028\u2029] /.test(text);
  const isEdged = /^[ \n\u2028\u2029]|[ \n\u2028\u2029]$/.test(text);
  const fits = !isBroken && !isEdged && !hasBreak && !firstIndicator.test(text) && !innerIndicator.test(text);
  if (fits) return 'plain';
  return isBroken ? 'double' : 'single';
}

/** Matches most texts, cheaply. */
const simple = /^[A-Za-z/_][\w./=+-]*$/;

const escapes = new Map([
  [0x00, '0'],
  [0x07, 'a'],
  [0x08, 'b'],
  [0x09, 't'],
  [0x0a, 'n'],
  [0x0b, 'v'],
  [0x0c, 'f'],
  [0x0d, 'r'],
  [0x1b, 'e'],
  [0x22, '"'],
  [0x5c, '\\'],
  [0x85, 'N'],
  [0xa0, '_'],
  [0x2028, 'L'],
  [0x2029, 'P'],
]);

/** Returns whether a character is escaped within double quotes. */
export function isEscaped(character: string): boolean {
  return character === '"' || character === '\\' || lineBreak.test(character) || special.test(character);
}

/** Returns a character as an escape: `\n`, `\x1F`, `\U0001F600`. */
export function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const short = escapes.get(code);
  if (short !== undefined) return `\\${short}`;
  const [letter, width] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8];
  return `\\${letter}${code.toString(16).toUpperCase().padStart(width, '0')}`;
}
