import { digitBytes, shortestRun } from './encoded-runs.ts';

/** Native searches are faster for longer values. */
const mostBytes = 1_024;
const [capital, e, backslash, mark] = [0x53, 0x65, 0x5c, 0x21];
const gzipHead = [0x1f, 0x8b] as const;

/**
 * Returns whether a few bytes hold nothing that a Secret could be in: no word `Secret`, no YAML tag, no escape, no
 * gzip, no run of digits, and no two zeros a byte apart. `false` for more than `mostBytes` bytes. One pass, because
 * nearly every value is checked.
 */
export function isPlain(bytes: Uint8Array): boolean {
  if (bytes.length > mostBytes) return false;
  const [digits, longest] = [digitBytes, shortestRun];
  let run = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    run = digits[byte] === 1 ? run + 1 : 0;
    if (run >= longest || byte === backslash) return false;
    const next = bytes[at + 1];
    if (
      (byte === capital && next === e) ||
      (byte === mark && next === mark) ||
      (byte === gzipHead[0] && next === gzipHead[1])
    )
      return false;
    if (byte === 0 && (bytes[at + 2] === 0 || bytes[at + 4] === 0)) return false;
  }
  return true;
}

/**
 * Returns whether a text is plain, before it is encoded. A text too short for a run of digits can hide a Secret by
 * escapes only.
 */
export function isPlainText(text: string): boolean {
  return text.length < shortestRun && !text.includes('Secret') && !text.includes('U2VjcmV0') && !text.includes('\\');
}
