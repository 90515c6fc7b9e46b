import { shellCommand, shellWord } from '../../contract/shell-quote.ts';

/** Returns a text that a regular expression of `pgrep` matches as it is. */
export const literally = (text: string): string => text.replace(/[.[\]{}()*+?^$|\\]/g, '\\$&');

/** Returns the condition that a path exists, for an `if` of the shell in one line. */
export const unlessAbsent = (path: string, then: string): string => `[ ! -e ${shellWord(path)} ] || ${then}`;

/** Returns lines as one command of a shell: after the first that fails nothing more runs, and the shell goes on. */
export const chained = (lines: readonly string[]): readonly string[] =>
  lines.length < 2 ? lines : ['( set -e', ...lines, ')'];

/** Returns the line that ends a chain, with the reason, unless a condition holds. */
export const unlessSo = (condition: string, reason: string): string => `${condition} || ${endingWith(reason)}`;

/** Returns the line that ends a chain, with the reason. */
export const endingWith = (reason: string): string => `{ ${shellCommand('printf', '%s\\n', reason)} >&2; exit 1; }`;
