import { writtenOut, writtenOutJson, writtenOutLines } from './steering.ts';

const content = Symbol('content');

/**
 * Text that may be written to a terminal. Only the functions of this file make one, so that none can be made unchecked.
 */
export interface Printable {
  readonly [content]: string;
}

/** The longest text that is put among our own words; what is longer is cut, and says so. */
const longestInsert = 4_096;

/**
 * Our own words, with what others said among them: of the template only the literal text counts as ours. Each text put
 * into it is made printable, on one line and no longer than 4,096 characters; what is printable already goes in as it
 * is.
 */
export function words(literals: TemplateStringsArray, ...inserts: readonly (Printable | string | number)[]): Printable {
  return made(
    literals
      .map((literal, index) => {
        const insert = inserts[index] ?? '';
        return literal + (typeof insert === 'object' ? insert[content] : writtenOut(cut(String(insert))));
      })
      .join(''),
  );
}

/** Text of any length, on one line. */
export function printableLine(text: string): Printable {
  return made(writtenOut(text));
}

/** Text of any length, its lines and tabs kept. */
export function printableLines(text: string): Printable {
  return made(writtenOutLines(text));
}

/** Returns a value as JSON: exactly the data, and safe on a terminal. */
export function printableJson(value: unknown): Printable {
  return made(writtenOutJson(JSON.stringify(value)));
}

/** Printable texts in a row. */
export function joined(parts: readonly Printable[], separator: Printable = made('')): Printable {
  return made(parts.map((part) => part[content]).join(separator[content]));
}

/** Returns how many UTF-16 units a text has, for columns. */
export function lengthOf(text: Printable): number {
  return text[content].length;
}

/** Returns the text itself. Only the files that write to a terminal may call it. */
export function contentOf(text: Printable): string {
  return text[content];
}

function made(text: string): Printable {
  return { [content]: text };
}

function cut(text: string): string {
  if (text.length <= longestInsert) return text;
  return `${text.slice(0, longestInsert)}… (${text.length - longestInsert} characters more)`;
}
