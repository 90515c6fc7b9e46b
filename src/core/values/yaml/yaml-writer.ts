import { tooCostly } from '../value-bounds.ts';
import { escapeOf, isEscaped, type ScalarStyle, scalarStyle } from './scalar-form.ts';

const bestWidth = 80;
const indentWidth = 2;
const longestSimpleKey = 128;
const isBreak = (character: string | undefined) =>
  character === '\n' || character === '\u2028' || character === '\u2029';

/** Writes YAML as go-yaml's emitter does, including line folding at spaces beyond column 80. */
export class YamlWriter {
  #text = '';
  #column = 0;
  /** Whether the line has only white space and indicators so far. */
  #isIndention = true;
  /** Whether the last character written is white space. */
  #isSpaced = true;
  readonly #most: number;

  /** `most`: the largest number of characters. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Returns the document, with a line break at its end. */
  finish(): string {
    this.indent(0);
    return this.#text;
  }

  /** Begins a line at a depth, unless the current line can continue there. Fails with `ValueTooCostly`. */
  indent(depth: number): void {
    // Indents make YAML longer than the JSON it is printed from.
    if (this.#text.length > this.#most) throw tooCostly('text', `It takes more than ${this.#most} characters of YAML`);
    if (!this.#isIndention || this.#column > depth || (this.#column === depth && !this.#isSpaced)) this.#newLine();
    if (this.#column < depth) this.#put(' '.repeat(depth - this.#column));
    this.#isSpaced = true;
    this.#isIndention = true;
  }

  /** Whether a block can begin on the line of an indicator. */
  get isIndention(): boolean {
    return this.#isIndention;
  }

  /** Writes `-`, `?`, or the `:` of a key that began with `?`. */
  indicator(sign: string): void {
    this.#space();
    this.#put(sign);
    this.#isSpaced = false;
  }

  /** Writes `{}`, `[]`, a number or a word. */
  bare(text: string): void {
    this.#space();
    this.#put(text);
    this.#endScalar();
  }

  colon(): void {
    this.#put(':');
    this.#endScalar();
  }

  /** Writes a text; its second and later lines start at `depth`. */
  string(text: string, depth: number, isSimpleKey: boolean): void {
    const style = scalarStyle(text, isSimpleKey);
    if (style === 'literal') this.#literal(text, depth);
    else if (style === 'double') this.#doubleQuoted(text, depth, isSimpleKey);
    else this.#flowing(text, depth, isSimpleKey, style);
  }

  #flowing(text: string, depth: number, isSimpleKey: boolean, style: ScalarStyle): void {
    const written = style === 'single' ? text.replaceAll("'", "''") : text;
    const quote = style === 'single' ? "'" : '';
    this.#space();
    this.#put(quote);
    const fits = this.#column + written.length <= bestWidth && !/[\u2028\u2029]/.test(text);
    if (isSimpleKey || fits) this.#put(written);
    else this.#folded(text, depth, style);
    this.#put(quote);
    this.#endScalar();
  }

  #folded(text: string, depth: number, style: ScalarStyle): void {
    const characters = Array.from(text);
    let isAfterSpace = false;
    let isAfterBreak = false;
    for (const [at, character] of characters.entries()) {
      const isInside = style === 'plain' || (at > 0 && at < characters.length - 1);
      if (character === ' ') {
        const folds = !isAfterSpace && this.#column > bestWidth && isInside && characters[at + 1] !== ' ';
        if (folds) this.indent(depth);
        else this.#put(' ');
        isAfterSpace = true;
      } else if (isBreak(character)) {
        this.#lineBreak(character);
        isAfterBreak = true;
      } else {
        if (isAfterBreak) this.indent(depth);
        this.#put(style === 'single' && character === "'" ? "''" : character);
        this.#isIndention = false;
        isAfterSpace = false;
        isAfterBreak = false;
      }
    }
  }

  #doubleQuoted(text: string, depth: number, isSimpleKey: boolean): void {
    this.#space();
    this.#put('"');
    this.#endScalar();
    // go-yaml treats every character as a byte order mark in a text that begins with one.
    const escapesAll = text.startsWith('\ufeff');
    const characters = Array.from(text);
    let isAfterSpace = false;
    for (const [at, character] of characters.entries()) {
      const isSpace = character === ' ' && !escapesAll;
      const isInside = at > 0 && at < characters.length - 1;
      if (escapesAll || isEscaped(character)) this.#put(escapeOf(character));
      else if (isSpace && !isSimpleKey && !isAfterSpace && this.#column > bestWidth && isInside) {
        this.indent(depth);
        if (characters[at + 1] === ' ') this.#put('\\');
      } else this.#put(character);
      isAfterSpace = isSpace;
    }
    this.#put('"');
    this.#endScalar();
  }

  #literal(text: string, depth: number): void {
    const hint = text.startsWith(' ') || isBreak(text[0]) ? String(indentWidth) : '';
    const end = !isBreak(text.at(-1)) ? '-' : text.length === 1 || isBreak(text.at(-2)) ? '+' : '';
    this.#space();
    this.#put(`|${hint}${end}`);
    this.#newLine();
    this.#isIndention = true;
    this.#isSpaced = true;
    for (const line of text.split(/(?<=[\n\u2028\u2029])/)) {
      const last = line.at(-1) ?? '';
      const content = isBreak(last) ? line.slice(0, -1) : line;
      if (content !== '') {
        this.indent(depth);
        this.#put(content);
        this.#isIndention = false;
      }
      if (isBreak(last)) this.#lineBreak(last);
    }
  }

  #lineBreak(character: string): void {
    if (character === '\n') this.#newLine();
    else {
      this.#text += character;
      this.#column = 0;
    }
    this.#isIndention = true;
  }

  #endScalar(): void {
    this.#isSpaced = false;
    this.#isIndention = false;
  }

  #space(): void {
    if (!this.#isSpaced) this.#put(' ');
  }

  #newLine(): void {
    this.#text += '\n';
    this.#column = 0;
  }

  #put(text: string): void {
    this.#text += text;
    this.#column += lengthOf(text);
  }
}

/** Returns a text's length in code points, as Go counts it. */
function lengthOf(text: string): number {
  let pairs = 0;
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xfc00) === 0xd800) pairs++;
  return text.length - pairs;
}

/** Returns whether a key fits on one line before its `:`; others are introduced by `?`. */
export function isSimpleKey(key: string): boolean {
  return !/[\n\r\u0085\u2028\u2029]/.test(key) && Buffer.byteLength(key) <= longestSimpleKey;
}
