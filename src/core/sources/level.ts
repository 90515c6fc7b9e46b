import type { KeyChild } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { afterPrefix, copyBytes, indexOfBytes, lastIndexOfBytes, startsWith } from '../bytes/bytes.ts';

/** One level of the tree: the keys beneath a prefix, as far as the next delimiter. */
export interface Level {
  readonly prefix: Uint8Array;
  /** Empty: no folders. */
  readonly delimiter: Uint8Array;
  /** The smallest key after the level; `null` when it reaches to the end of the keyspace. */
  readonly end: Uint8Array | null;
  /** The offset of the children's names: behind the prefix's last delimiter. */
  readonly nameFrom: number;
}

/** Returns the level beneath a prefix, which need not end with the delimiter. */
export function levelOf(prefix: Uint8Array, delimiter: Uint8Array): Level {
  return { prefix, delimiter, end: afterPrefix(prefix), nameFrom: behindLast(prefix, delimiter) };
}

/**
 * Returns the end of the last delimiter, counting non-overlapping delimiters from the prefix's beginning; 0 where there
 * is none.
 */
function behindLast(prefix: Uint8Array, delimiter: Uint8Array): number {
  if (delimiter.length === 0) return 0;
  const last = lastIndexOfBytes(prefix, delimiter);
  if (last < 0) return 0;
  if (!canOverlap(delimiter)) return last + delimiter.length;
  // In `aaa`, the first two bytes are a delimiter `aa`; the last two are not.
  let behind = 0;
  for (let at = 0; at <= last; ) {
    if (!standsAt(prefix, delimiter, at)) at += 1;
    else behind = at += delimiter.length;
  }
  return behind;
}

function standsAt(bytes: Uint8Array, part: Uint8Array, at: number): boolean {
  let length = 0;
  while (length < part.length && bytes[at + length] === part[length]) length++;
  return length === part.length;
}

/** Whether two delimiters can overlap: an end of it is also its beginning. */
function canOverlap(delimiter: Uint8Array): boolean {
  for (let length = 1; length < delimiter.length; length++) {
    if (startsWith(delimiter, delimiter.subarray(delimiter.length - length))) return true;
  }
  return false;
}

/** Whether a key is in the level or in a folder of it. */
export function isInLevel(level: Level, key: Uint8Array): boolean {
  return startsWith(key, level.prefix);
}

/**
 * Returns the prefix of a key's folder in the level, or `null` when the key is a child itself. The keys of a folder are
 * adjacent for any delimiter: its first position in a key does not depend on the bytes behind it.
 */
export function folderOf(level: Level, key: Uint8Array): Uint8Array | null {
  if (level.delimiter.length === 0) return null;
  const at = indexOfBytes(key, level.delimiter, level.prefix.length);
  return at < 0 ? null : copyBytes(key, 0, at + level.delimiter.length);
}

/** Returns a folder, named by the bytes behind the prefix's last delimiter. */
export function folderChild(level: Level, folder: Uint8Array): KeyChild {
  return { kind: 'folder', name: copyBytes(folder, level.nameFrom), prefix: folder };
}

/** Returns a key, named by the bytes behind the prefix's last delimiter. */
export function keyChild(level: Level, meta: ListedKey): KeyChild {
  return { kind: 'key', name: copyBytes(meta.key, level.nameFrom), meta };
}
