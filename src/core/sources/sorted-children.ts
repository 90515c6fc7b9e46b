import type { KeyChild } from '../../contract/keys.ts';
import { afterKey, afterPrefix } from '../bytes/bytes.ts';
import { breathe } from '../streams/breath.ts';
import { folderChild, folderOf, keyChild, type Level } from './level.ts';
import type { FoundChildren } from './scan-children.ts';
import type { SortedEntries } from './sorted-entries.ts';

const batchChildren = 256;

/**
 * Yields the children of a level of keys in memory. A folder costs one search for the first key behind it, however many
 * keys it has; there is nothing to guess, as `scanChildren` has to with a server.
 */
export async function* sortedChildren(
  entries: SortedEntries,
  level: Level,
  { after, limit }: { readonly after: Uint8Array | null; readonly limit: number },
): AsyncGenerator<FoundChildren, void> {
  const placeOf = (key: Uint8Array | null): number => (key === null ? entries.length : entries.placeOf(key));
  const end = placeOf(level.end);
  let place = placeOf(after === null ? level.prefix : behind(level, after));
  let left = limit;
  let children: KeyChild[] = [];
  while (place < end && left > 0) {
    const folder = folderOf(level, entries.keyAt(place));
    if (folder === null) {
      children.push(keyChild(level, entries.listed(place)));
      place += 1;
    } else {
      children.push(folderChild(level, folder));
      place = placeOf(afterPrefix(folder));
    }
    left -= 1;
    if (children.length < batchChildren || left === 0) continue;
    yield { children, isLast: place >= end };
    if (place >= end) return;
    children = [];
    await breathe();
  }
  yield { children, isLast: place >= end };
}

function behind(level: Level, after: Uint8Array): Uint8Array | null {
  const folder = folderOf(level, after);
  return folder === null ? afterKey(after) : afterPrefix(folder);
}
