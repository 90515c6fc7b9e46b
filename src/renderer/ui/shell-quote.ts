import { escapeBytes, utf8Of } from './byte-text.ts';

const plain = /^[A-Za-z0-9_/:.,@%+-]+$/;

/**
 * Bytes as one word of a POSIX shell. What cannot be seen becomes `$'…'`, which bash, zsh and ksh read. `null` where no
 * shell can pass it on: an argument cannot hold a zero byte.
 */
export function shellQuote(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  const text = utf8Of(bytes);
  if (text !== null && plain.test(text)) return text;
  const escaped = escapeBytes(bytes);
  const isLined = text !== null && /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u.test(text.replaceAll('\n', ''));
  if (text !== null && (!escaped.isBinary || isLined)) return `'${text.replaceAll("'", "'\\''")}'`;
  return `$'${escaped.text.replaceAll("'", "\\'")}'`;
}
