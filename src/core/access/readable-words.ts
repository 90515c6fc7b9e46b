import type { OwnAccess, PermittedRange } from '../../contract/access.ts';
import { afterKey, afterPrefix, compareBytes, textOf } from '../bytes/bytes.ts';

const mostRanges = 8;
const mostBytes = 200;

/** The ranges that may be read, as text of a bounded length; empty where there are none. */
export function readableWords(access: Extract<OwnAccess, { kind: 'limited' }>): string {
  const readable = access.ranges.filter(({ canRead }) => canRead);
  const words = readable
    .slice(0, mostRanges)
    .map((range) => `${rangeWords(range)} (role ${range.role.slice(0, mostBytes)})`);
  const more = readable.length - words.length;
  return [...words, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/**
 * Returns a range as text: a key, what begins so, or from where to where. The keys of the default are of a bounded
 * length.
 */
export function rangeWords({ key, end }: Pick<PermittedRange, 'key' | 'end'>, textOfKey = keyText): string {
  if (end === null) return compareBytes(key, Uint8Array.of(0)) <= 0 ? 'every key' : `all from ${textOfKey(key)} on`;
  if (compareBytes(afterKey(key), end) === 0) return `the key ${textOfKey(key)}`;
  const behind = afterPrefix(key);
  if (behind !== null && compareBytes(behind, end) === 0) return textOfKey(key);
  const isFirst = compareBytes(key, Uint8Array.of(0)) <= 0;
  return isFirst ? `all before ${textOfKey(end)}` : `${textOfKey(key)} up to ${textOfKey(end)}`;
}

function keyText(key: Uint8Array): string {
  const shown = key.subarray(0, mostBytes);
  const text = textOf(shown) ?? Buffer.from(shown).toString('latin1');
  return shown.length < key.length ? `${text}…` : text;
}
