import { utf8Bytes, utf8Text } from '../utf8.ts';

/** What a shell would put something in the place of, by its offset in the line. */
export interface Expansion {
  readonly at: number;
  readonly text: string;
}

/** A part of a command line: a word, or what joins, ends and redirects commands. Offsets count UTF-16 units from 0. */
export interface ShellToken {
  readonly kind: 'word' | 'operator';
  /** The word, unquoted; bytes that are no UTF-8 are replaced in it. */
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** The first thing in it that a shell would expand; `null`: it means what it says. */
  readonly expansion: Expansion | null;
  /** Whether a quote in it is not closed. */
  readonly isOpen: boolean;
}

const operators = /[;|&<>()\n]/;
const blanks = /[ \t\r\v\f]/;
const parameter = /[A-Za-z0-9_{(@*#?$!-]/;
const doubleEscapes = '"\\$`';

/**
 * Returns the parts of a command line, as a POSIX shell splits and unquotes them: quotes, `$'…'`, backslashes, continued
 * lines, comments. Nothing is expanded or run. An unclosed quote ends with the text.
 */
export function shellTokens(line: string): readonly ShellToken[] {
  const tokens: ShellToken[] = [];
  for (let at = 0; at < line.length; ) {
    const char = line.charAt(at);
    const continued = continuation(line, at);
    if (continued > 0) at += continued;
    else if (blanks.test(char)) at += 1;
    else if (char === '#') at = lineEnd(line, at);
    else if (operators.test(char)) {
      let end = at + 1;
      while (char !== '\n' && line.charAt(end) === char) end += 1;
      const text = line.slice(at, end);
      tokens.push({
        kind: 'operator',
        ...{ text, bytes: utf8Bytes(text), start: at, end, expansion: null, isOpen: false },
      });
      at = end;
    } else {
      const word = readWord(line, at);
      tokens.push(word);
      at = word.end;
    }
  }
  return tokens;
}

/** Returns the length of a backslash with its line end; 0 where there is none. */
const continuation = (line: string, at: number): number =>
  line.startsWith('\\\n', at) ? 2 : line.startsWith('\\\r\n', at) ? 3 : 0;

function lineEnd(line: string, at: number): number {
  const end = line.indexOf('\n', at);
  return end < 0 ? line.length : end;
}

function readWord(line: string, start: number): ShellToken {
  const word = new Word();
  let quote: '"' | "'" | "$'" | null = null;
  let at = start;
  while (at < line.length) {
    const char = line.charAt(at);
    const next = line.charAt(at + 1);
    const continued = quote === "'" || quote === "$'" ? 0 : continuation(line, at);
    if (quote === "'" || quote === "$'") {
      if (char === "'") quote = null;
      else if (quote === "$'" && char === '\\') at += word.escape(line, at) - 1;
      else word.add(char);
    } else if (continued > 0) at += continued - 1;
    else if (char === '\\' && next !== '' && (quote === null || doubleEscapes.includes(next))) {
      word.add(next);
      at += 1;
    } else if (char === '"') quote = quote === '"' ? null : '"';
    else if (quote === null && char === "'") quote = "'";
    else if (quote === null && char === '$' && next === "'") {
      quote = "$'";
      at += 1;
    } else if (quote === null && (blanks.test(char) || operators.test(char))) break;
    else {
      if (char === '`' || (char === '$' && parameter.test(next))) word.expands(line, at);
      else if (quote === null && isPattern(line, start, at)) word.expands(line, at);
      word.add(char);
    }
    at += 1;
  }
  const end = Math.min(at, line.length);
  return { kind: 'word', ...word.end(), start, end, isOpen: quote !== null };
}

/** Whether a shell would look for file names, a home or a list here. */
function isPattern(line: string, start: number, at: number): boolean {
  const char = line.charAt(at);
  if (char === '~') return at === start || line.charAt(at - 1) === '=';
  return char === '*' || char === '?' || char === '[' || char === '{';
}

/** The longest part of a line that is repeated when it is named. */
const mostShown = 24;

/** A word while it is read. */
class Word {
  readonly #parts: Uint8Array[] = [];
  #text = '';
  #expansion: Expansion | null = null;

  add(text: string): void {
    this.#text += text;
  }

  expands(line: string, at: number): void {
    this.#expansion ??= { at, text: line.slice(at, at + mostShown).split(/[\s"']/)[0] ?? '' };
  }

  /** Adds what stands behind a backslash within `$'…'`; returns its length, with the backslash. */
  escape(line: string, at: number): number {
    const [whole, hex, octal, unicode, plain] =
      /^\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|u([0-9a-fA-F]{4})|([\s\S]))/.exec(line.slice(at, at + 6)) ?? [];
    if (whole === undefined) return 1;
    if (hex !== undefined) this.#byte(Number.parseInt(hex, 16));
    else if (octal !== undefined) this.#byte(Number.parseInt(octal, 8) & 0xff);
    else if (unicode !== undefined) this.add(String.fromCharCode(Number.parseInt(unicode, 16)));
    else this.add(named[plain ?? ''] ?? plain ?? '');
    return whole.length;
  }

  #byte(byte: number): void {
    this.#flush();
    this.#parts.push(Uint8Array.of(byte));
  }

  #flush(): void {
    if (this.#text !== '') this.#parts.push(utf8Bytes(this.#text));
    this.#text = '';
  }

  end(): Pick<ShellToken, 'text' | 'bytes' | 'expansion'> {
    this.#flush();
    const bytes = new Uint8Array(this.#parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return { text: utf8Text(bytes), bytes, expansion: this.#expansion };
  }
}

const named: Readonly<Record<string, string>> = {
  ...{ n: '\n', r: '\r', t: '\t', a: '\u0007', b: '\b', e: '\u001b', f: '\f', v: '\v' },
};
