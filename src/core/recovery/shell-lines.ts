import { shellWord } from '../../contract/shell-quote.ts';

/** Returns a text that a regular expression of `pgrep` matches as it is. */
export const literally = (text: string): string => text.replace(/[.[\]{}()*+?^$|\\]/g, '\\$&');

/** Returns the condition that a path exists, for an `if` of the shell in one line. */
export const unlessAbsent = (path: string, then: string): string => `[ ! -e ${shellWord(path)} ] || ${then}`;
