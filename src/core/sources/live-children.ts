import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyChildrenPage } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { afterKey, compareBytes, copyBytes } from '../bytes/bytes.ts';
import { isDenied } from '../etcd/failures.ts';
import { prefixEnd, toTheEnd } from '../etcd/kv.ts';
import { childrenPages } from './children-pages.ts';
import type { FolderHints } from './folder-hints.ts';
import { isInLevel, type Level, levelOf } from './level.ts';
import { endsOfNames, likelyFolder, likelyNames } from './likely-ends.ts';
import { type ReadPermissions, readPermitted } from './permitted-reads.ts';
import { isStreamMissing, type PinnedReader } from './pinned-reader.ts';
import {
  type ChildrenScan,
  type FoundChildren,
  type KeyRange,
  type KeyRangeAnswer,
  type ReadRange,
  scanChildren,
} from './scan-children.ts';
import type { ChildrenRequest } from './source-reader.ts';

/** Yields the children of a level, over streamed ranges where the members have them. */
export async function* scanLevel(
  reader: PinnedReader,
  hints: FolderHints,
  { prefix, delimiter, after, limit }: ChildrenRequest,
  permissions: ReadPermissions | null = null,
): AsyncGenerator<KeyChildrenPage, void> {
  const level = levelOf(prefix, delimiter);
  if (after !== null && !isInLevel(level, after)) {
    throw new EtcdeckError({ code: 'BadRequest', message: '`after` does not begin with the prefix' });
  }
  let isPartial = false;
  let last = after;
  let left = limit;
  const found = readPermitted<FoundChildren>(permissions, {
    span: { start: after === null ? prefix : afterKey(after), end: level.end },
    read: async function* (spans) {
      for (const [place, { start, end }] of spans.entries()) {
        const scan = { level: { ...level, end }, after: last, from: start, limit: left };
        const isLastSpan = place === spans.length - 1;
        for await (const { children, isLast } of scanSpan(reader, hints, scan)) {
          left -= children.length;
          const child = children.at(-1);
          if (child !== undefined) last = child.kind === 'folder' ? child.prefix : child.meta.key;
          const isEnd = isLast && isLastSpan;
          if (children.length > 0 || isEnd) yield { children, isLast: isEnd };
        }
        if (left === 0) return;
      }
      if (spans.length === 0) yield { children: [], isLast: true };
    },
    behind: () => (last === null ? null : afterKey(last)),
    isContinued: after !== null,
    onDidNarrow: () => {
      isPartial = true;
    },
  });
  for await (const page of childrenPages(found, () => reader.revision)) {
    yield isPartial ? { ...page, isPartial } : page;
  }
}

/** Yields the children in one span of a level. */
async function* scanSpan(
  reader: PinnedReader,
  hints: FolderHints,
  scan: Omit<ChildrenScan, 'hint' | 'likelyEnds' | 'onDidFindFolder'> & { readonly from: Uint8Array },
): AsyncGenerator<FoundChildren, void> {
  const { level, from } = scan;
  const hint = hints.of(level.prefix);
  const read = (await reader.canStream(from))
    ? eitherWay(reader, level.end)
    : (range: KeyRange) => readRange(reader, range);
  yield* scanChildren(read, {
    ...scan,
    hint,
    likelyEnds: hint === null && compareBytes(from, level.prefix) === 0 ? await likelyEnds(reader, hints, level) : [],
    onDidFindFolder: (folder, hint) => hints.remember(folder, hint),
  });
}

/**
 * Returns where the first folders of a level probably end. Without a name that is close to the first one, any range that
 * has it may have the whole level, and a member before 3.7 walks over all of it before it names a key.
 */
async function likelyEnds(reader: PinnedReader, hints: FolderHints, level: Level): Promise<readonly Uint8Array[]> {
  const folder = likelyFolder(level);
  if (folder === null || hints.isRefused(folder)) return [];
  try {
    const request = { key: folder, rangeEnd: prefixEnd(folder), keysOnly: true, limit: likelyNames };
    const { answer } = await reader.read(request);
    return endsOfNames(
      level,
      answer.keys().map(({ key }) => copyBytes(key, folder.length)),
    );
  } catch (error) {
    // It only saves time, and a user may be permitted to read the level and not the names.
    if (!isDenied(error)) throw error;
    hints.refuse(folder);
    return [];
  }
}

/** A member walks over this many keys in the time it takes to begin and cancel a stream: about 4 ms. */
const largeRange = 30_000;

/**
 * Returns a read for members that stream. A range costs a walk over all of it; a stream of its first keys costs the
 * same for any length. Where ranges turn out large, the next one is streamed, then two, then four: adjacent folders are
 * often alike, and a stream does not return the count.
 */
function eitherWay(reader: PinnedReader, levelEnd: Uint8Array | null): ReadRange {
  let toStream = 0;
  let inARow = 1;
  return async (range) => {
    if (toStream > 0) {
      toStream -= 1;
      return beginRange(reader, { ...range, end: levelEnd });
    }
    const answer = await readRange(reader, range);
    if (answer.count >= largeRange) {
      toStream = inARow;
      inARow *= 2;
    } else if (answer.count > 0) {
      inARow = 1;
    }
    return answer;
  };
}

async function readRange(reader: PinnedReader, { start, end, limit }: KeyRange): Promise<KeyRangeAnswer> {
  const request = { key: start, rangeEnd: end ?? toTheEnd, keysOnly: true, limit };
  const { answer, tookMs } = await reader.read(request);
  return { keys: answer.keys(), count: answer.count, tookMs };
}

/**
 * Reads the first keys of a range, `limit` of them or a few more. A stream with a limit would count the keys behind it.
 */
async function beginRange(reader: PinnedReader, range: KeyRange): Promise<KeyRangeAnswer> {
  const { start, end, limit } = range;
  const askedAt = performance.now();
  const keys: ListedKey[] = [];
  let count = Number.POSITIVE_INFINITY;
  try {
    for await (const answer of await reader.stream({ key: start, rangeEnd: end ?? toTheEnd, keysOnly: true })) {
      keys.push(...answer.keys());
      if (answer.revision !== null) count = keys.length;
      if (keys.length >= limit) break;
    }
  } catch (error) {
    // With members of several versions, one without streams may answer now.
    if (isStreamMissing(error)) return { ...(await readRange(reader, range)), end };
    throw error;
  }
  return { keys, count, end, tookMs: performance.now() - askedAt };
}
