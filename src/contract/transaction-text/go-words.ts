import { utf8Bytes, utf8Text } from '../utf8.ts';
import { LineProblem } from './text-problem.ts';

/** A word of a line, unquoted, by its offsets from 0. */
export interface Word {
  readonly bytes: Uint8Array;
  /** Bytes that are no UTF-8 are replaced in it. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What Go's regular expressions call a space. */
export const isSpace = (char: string): boolean =>
  char === ' ' || char === '\t' || char === '\n' || char === '\f' || char === '\r';

/**
 * Returns the words of an operation of `etcdctl txn`, which are not those of a shell: a word in double quotes is a string
 * of Go, one in single quotes is as it stands, and in any other word quotes and backslashes mean themselves. Throws a
 * `LineProblem` where etcdctl would drop a quote, or make two words of what looks like one.
 */
export function wordsOf(line: string): readonly Word[] {
  const words: Word[] = [];
  for (let at = 0; at < line.length; ) {
    const char = line.charAt(at);
    if (isSpace(char)) {
      at += 1;
      continue;
    }
    const word = char === '"' ? readGoString(line, at) : char === "'" ? readSingle(line, at) : readPlain(line, at);
    const next = line.charAt(word.end);
    if (next !== '' && !isSpace(next))
      throw new LineProblem(word.end, 'After a closing quote there has to be a space: etcdctl would begin a new word.');
    words.push(word);
    at = word.end;
  }
  return words;
}

function readSingle(line: string, start: number): Word {
  const close = line.indexOf("'", start + 1);
  if (close < 0) throw new LineProblem(start, 'This quote is not closed.');
  return wordAt(line.slice(start + 1, close), start, close + 1);
}

function readPlain(line: string, start: number): Word {
  let end = start;
  while (end < line.length && !isSpace(line.charAt(end))) end += 1;
  return wordAt(line.slice(start, end), start, end);
}

function wordAt(text: string, start: number, end: number): Word {
  return { bytes: utf8Bytes(text), text, start, end };
}

const named: Readonly<Record<string, number>> = {
  ...{ a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 0x5c, '"': 0x22 },
};
/** What stands behind a backslash as digits: a byte, or a character. */
const digits: Readonly<Record<string, { readonly length: number; readonly isByte: boolean }>> = {
  ...{ x: { length: 2, isByte: true }, u: { length: 4, isByte: false }, U: { length: 8, isByte: false } },
};

/**
 * Reads a string of Go at an offset: within double quotes, with Go's escapes, or within backquotes as it stands. Throws
 * a `LineProblem` where Go does not take it.
 */
export function readGoString(line: string, start: number): Word {
  const quote = line.charAt(start);
  if (quote === '`') {
    const close = line.indexOf('`', start + 1);
    if (close < 0) throw new LineProblem(start, 'This quote is not closed.');
    return wordAt(line.slice(start + 1, close), start, close + 1);
  }
  if (quote !== '"') throw new LineProblem(start, 'A text in double quotes is expected here.');
  const parts: Uint8Array[] = [];
  let at = start + 1;
  for (let from = at; ; ) {
    const char = line.charAt(at);
    if (char === '') throw new LineProblem(start, 'This quote is not closed.');
    if (char !== '"' && char !== '\\') {
      at += 1;
      continue;
    }
    parts.push(utf8Bytes(line.slice(from, at)));
    if (char === '"') break;
    const escaped = readEscape(line, at);
    parts.push(escaped.bytes);
    at += escaped.length;
    from = at;
  }
  const bytes = joined(parts);
  return { bytes, text: utf8Text(bytes), start, end: at + 1 };
}

function readEscape(line: string, at: number): { readonly bytes: Uint8Array; readonly length: number } {
  const letter = line.charAt(at + 1);
  const byte = named[letter];
  if (byte !== undefined) return { bytes: Uint8Array.of(byte), length: 2 };
  const octal = /^[0-7]{3}/.exec(line.slice(at + 1, at + 4));
  if (octal !== null) {
    const code = Number.parseInt(octal[0], 8);
    if (code > 255) throw new LineProblem(at, 'Three octal digits are one byte, up to \\377.');
    return { bytes: Uint8Array.of(code), length: 4 };
  }
  const kind = digits[letter];
  const hex = line.slice(at + 2, at + 2 + (kind?.length ?? 0));
  if (kind === undefined || hex.length !== kind.length || !/^[0-9a-fA-F]+$/.test(hex))
    throw new LineProblem(
      at,
      'Go knows no such escape: \\n, \\t, \\", \\\\, \\x41, \\101, \\u0041 are some of those it knows.',
    );
  const code = Number.parseInt(hex, 16);
  if (kind.isByte) return { bytes: Uint8Array.of(code), length: 4 };
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) throw new LineProblem(at, 'There is no such character.');
  return { bytes: utf8Bytes(String.fromCodePoint(code)), length: 2 + kind.length };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
