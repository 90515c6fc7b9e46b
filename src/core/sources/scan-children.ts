import type { KeyChild } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { afterKey, afterPrefix, compareBytes, copyBytes, startsWith } from '../bytes/bytes.ts';
import { folderChild, folderOf, keyChild, type Level } from './level.ts';
import { LevelExtent, type LevelHint } from './level-extent.ts';

/** Keys from `start` up to, not including, `end` (`null`: the end of the keyspace), at most `limit` of them. */
export interface KeyRange {
  readonly start: Uint8Array;
  readonly end: Uint8Array | null;
  readonly limit: number;
}

/** The answer to one range. */
export interface KeyRangeAnswer {
  readonly keys: readonly ListedKey[];
  /** The number of keys in the whole range; more than came, where only that is known. */
  readonly count: number;
  /** How long the answer took, in milliseconds. */
  readonly tookMs: number;
  /** The end of the range that was read, where that is further than requested. */
  readonly end?: Uint8Array | null;
}

/** Reads one range of keys, without their values. */
export type ReadRange = (range: KeyRange) => Promise<KeyRangeAnswer>;

/** The children to find, and where to start. */
export interface ChildrenScan {
  readonly level: Level;
  /** Continues behind this child, a key or a folder of the level; `null` starts at the beginning. */
  readonly after: Uint8Array | null;
  /** Starts no earlier than here, where a part of the level is scanned; the level's `end` is the part's end. */
  readonly from?: Uint8Array;
  /** The most children to return. */
  readonly limit: number;
  readonly hint: LevelHint | null;
  /** Where the level's first children may end, in ascending order, as far as that is known without its parent. */
  readonly likelyEnds?: readonly Uint8Array[];
  /** Called with each folder found, so that a scan of the folder starts at an existing key. */
  readonly onDidFindFolder?: (folder: Uint8Array, hint: LevelHint) => void;
}

/** The children in one answer. */
export interface FoundChildren {
  readonly children: readonly KeyChild[];
  /** No more children follow. */
  readonly isLast: boolean;
}

const firstLimit = 16;
const leastLimit = 2;
const mostLimit = 1_000;

/**
 * Yields the children of a level in key order, by ranges that skip the keys beneath each folder found. One range at a
 * time; `read` must answer all of them from one revision. Independent of the wire and of revisions, so that any source
 * of sorted keys can be scanned.
 */
export async function* scanChildren(read: ReadRange, scan: ChildrenScan): AsyncGenerator<FoundChildren, void> {
  const { level } = scan;
  const extent = new LevelExtent(level, scan.after === null ? scan.hint : null, scan.likelyEnds);
  const first = firstStart(scan, extent);
  let start = scan.from === undefined ? first : later(first, scan.from);
  let limit = firstLimit;
  let wanted = scan.limit;
  while (wanted > 0) {
    if (start === null || isBehind(level, start)) {
      yield { children: [], isLast: true };
      return;
    }
    const range = { start, end: extent.endAfter(start), limit: Math.min(limit, Math.max(wanted, leastLimit)) };
    const { keys, count, tookMs, end = range.end } = await read(range);
    if (keys.length === 0) {
      extent.wasEmpty(tookMs);
      start = end;
      continue;
    }
    const children: KeyChild[] = [];
    let folder: Uint8Array | null = null;
    let isCut = count > keys.length;
    for (const meta of keys) {
      if (folder !== null && startsWith(meta.key, folder)) continue;
      if (children.length === wanted) {
        isCut = true;
        break;
      }
      folder = folderOf(level, meta.key);
      extent.saw(folder === null ? meta.key : withoutDelimiter(level, folder));
      if (folder === null) {
        children.push(keyChild(level, meta));
        start = afterKey(meta.key);
      } else {
        children.push(folderChild(level, folder));
        start = afterPrefix(folder);
        const isInside = start !== null && (end === null || compareBytes(start, end) <= 0);
        scan.onDidFindFolder?.(folder, { key: meta.key, atMost: isInside ? count : Number.POSITIVE_INFINITY });
      }
    }
    if (!isCut) start = later(start, end);
    extent.wasFound({
      end,
      count,
      read: keys.length,
      children: children.length,
      isLastAFolder: folder !== null,
    });
    limit = nextLimit(limit, children.length, keys.length);
    wanted -= children.length;
    const isLast = isBehind(level, start);
    yield { children, isLast };
    if (isLast) return;
  }
}

/** Leaves and small folders come a thousand keys at a time; for a large folder, one key shows that it exists. */
function nextLimit(limit: number, children: number, keys: number): number {
  if (children > 1) return Math.min(mostLimit, limit * 4);
  return keys > 1 ? Math.max(leastLimit, Math.floor(limit / 4)) : limit;
}

function firstStart(scan: ChildrenScan, extent: LevelExtent): Uint8Array | null {
  const { level, after } = scan;
  // The empty key cannot exist, and etcd refuses to read it.
  if (after === null) return level.prefix.length === 0 ? Uint8Array.of(0) : level.prefix;
  const folder = folderOf(level, after);
  extent.saw(folder === null ? after : withoutDelimiter(level, folder));
  return folder === null ? afterKey(after) : afterPrefix(folder);
}

function withoutDelimiter(level: Level, folder: Uint8Array): Uint8Array {
  return copyBytes(folder, 0, folder.length - level.delimiter.length);
}

/** Whether a scan that would continue from `start` has finished the level. */
function isBehind(level: Level, start: Uint8Array | null): boolean {
  return start === null || (level.end !== null && compareBytes(start, level.end) >= 0);
}

/** Returns the later of two positions; `null` is the end of the keyspace. */
function later(a: Uint8Array | null, b: Uint8Array | null): Uint8Array | null {
  if (a === null || b === null) return null;
  return compareBytes(a, b) > 0 ? a : b;
}
