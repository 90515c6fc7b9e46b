import { isAbsolute } from 'node:path/posix';
import { writtenOut } from '../../terminal/steering.ts';

/** Letters that mean nothing else to systemd; a word that is made of others stands in quotes. */
const plain = /^[A-Za-z0-9_/:.,@+=[\]-]+$/;

/** Returns a command line for `ExecStart`, whose program needs an absolute path before systemd 250: else `env` finds it. */
export function execLine(args: readonly string[]): string {
  const [program = 'etcd', ...rest] = args;
  const started = isAbsolute(program) ? [program] : ['/usr/bin/env', 'etcd'];
  return [...started, ...rest].map(unitWord).join(' ');
}

/**
 * Returns a word on one line that systemd reads unchanged from `ExecStart`. There `%` begins a specifier and `$` a
 * variable, in quotes too, and a backslash an escape, as `\x0a` of a byte.
 */
export function unitWord(word: string): string {
  const literal = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return plain.test(literal) ? literal : `"${writtenOut(literal.replace(/["\\]/g, '\\$&'))}"`;
}
