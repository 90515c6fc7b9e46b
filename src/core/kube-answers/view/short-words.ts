import { bufferOf } from '../../bytes/bytes.ts';

/** How many words are remembered, a power of two, and the longest of them in bytes. */
const most = 1_024;
const longest = 32;
const words = new Array<string>(most).fill('');

/**
 * Returns a short text in ASCII; `null` for others. Texts that occur again and again, as phases and names of nodes do, are not
 * made again: making one takes ten times as long as finding it.
 */
export function shortWord(bytes: Uint8Array, start: number, end: number): string | null {
  const length = end - start;
  if (length > longest) return null;
  let hash = length;
  let all = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    hash = (Math.imul(hash, 31) + byte) | 0;
    all |= byte;
  }
  if (all >= 0x80) return null;
  const place = (hash ^ (hash >>> 10)) & (most - 1);
  const known = words[place] ?? '';
  if (isWord(known, bytes, start, length)) return known;
  const made = bufferOf(bytes).toString('latin1', start, end);
  words[place] = made;
  return made;
}

function isWord(word: string, bytes: Uint8Array, start: number, length: number): boolean {
  if (word.length !== length) return false;
  for (let at = 0; at < length; at++) if (word.charCodeAt(at) !== bytes[start + at]) return false;
  return true;
}
