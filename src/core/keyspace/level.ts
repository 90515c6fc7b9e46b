import type { KeyChild } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { afterPrefix, copyBytes, indexOfBytes, startsWith } from './bytes.ts';

/** One level of the tree: the keys beneath a prefix, as far as the next delimiter. */
export interface Level {
  readonly prefix: Uint8Array;
  /** Empty: no folders. */
  readonly delimiter: Uint8Array;
  /** The least key after the level; `null` when it reaches to the end of the keyspace. */
  readonly end: Uint8Array | null;
  /** Where the names of its children begin: behind the prefix's last delimiter. */
  readonly nameFrom: number;
}

/** The level beneath a prefix, which need not end with the delimiter. */
export function levelOf(prefix: Uint8Array, delimiter: Uint8Array): Level {
  let nameFrom = 0;
  while (delimiter.length > 0) {
    const at = indexOfBytes(prefix, delimiter, nameFrom);
    if (at < 0) break;
    nameFrom = at + delimiter.length;
  }
  return { prefix, delimiter, end: afterPrefix(prefix), nameFrom };
}

/** Whether a key lies in the level or in a folder of it. */
export function isInLevel(level: Level, key: Uint8Array): boolean {
  return startsWith(key, level.prefix);
}

/**
 * The prefix of the folder that a key of the level stands in, or `null` when the key is a child itself. The keys of a
 * folder lie side by side for any delimiter: its first place in a key depends on nothing that comes behind it.
 */
export function folderOf(level: Level, key: Uint8Array): Uint8Array | null {
  if (level.delimiter.length === 0) return null;
  const at = indexOfBytes(key, level.delimiter, level.prefix.length);
  return at < 0 ? null : copyBytes(key, 0, at + level.delimiter.length);
}

/** A folder, named by what follows the prefix's last delimiter. */
export function folderChild(level: Level, folder: Uint8Array): KeyChild {
  return { kind: 'folder', name: copyBytes(folder, level.nameFrom), prefix: folder };
}

/** A key, named by what follows the prefix's last delimiter. */
export function keyChild(level: Level, meta: ListedKey): KeyChild {
  return { kind: 'key', name: copyBytes(meta.key, level.nameFrom), meta };
}
