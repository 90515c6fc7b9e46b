import { shellQuote } from '../../contract/shell-quote.ts';

/** Returns a text as one word of a shell, on one line and printable. No argument can hold a NUL: it is left out. */
export function word(text: string): string {
  return shellQuote(new TextEncoder().encode(text.replaceAll('\0', ''))) ?? "''";
}

/** Returns words as one command. */
export const command = (...words: readonly string[]): string => words.map(word).join(' ');

/** Returns a text that a regular expression of `pgrep` matches as it is. */
export const literally = (text: string): string => text.replace(/[.[\]{}()*+?^$|\\]/g, '\\$&');

/** Returns the condition that a path exists, for an `if` of the shell in one line. */
export const unlessAbsent = (path: string, then: string): string => `[ ! -e ${word(path)} ] || ${then}`;
