import { EtcdError } from '../../contract/failure.ts';
import type { KeyChildrenPage } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { toTheEnd } from '../etcd/kv.ts';
import { childrenPages } from './children-pages.ts';
import type { FolderHints } from './folder-hints.ts';
import { isInLevel, levelOf } from './level.ts';
import { isStreamMissing, type PinnedReader } from './pinned-reader.ts';
import { type KeyRange, type KeyRangeAnswer, scanChildren } from './scan-children.ts';
import type { ChildrenRequest } from './source.ts';

/** The children of a level, over streamed ranges where the members have them. */
export async function* scanLevel(
  reader: PinnedReader,
  hints: FolderHints,
  { prefix, delimiter, after, limit }: ChildrenRequest,
): AsyncGenerator<KeyChildrenPage, void> {
  const level = levelOf(prefix, delimiter);
  if (after !== null && !isInLevel(level, after)) {
    throw new EtcdError({ code: 'BadRequest', message: '`after` does not begin with the prefix' });
  }
  const isStreamed = await reader.canStream(after ?? prefix);
  const found = scanChildren((range) => (isStreamed ? beginningOf(reader, range) : wholeOf(reader, range)), {
    level,
    after,
    limit,
    isLimitCheap: isStreamed,
    hint: hints.of(prefix),
    onDidFindFolder: (folder, hint) => hints.remember(folder, hint),
  });
  yield* childrenPages(found, () => reader.revision);
}

async function wholeOf(reader: PinnedReader, { start, end, limit }: KeyRange): Promise<KeyRangeAnswer> {
  const request = { key: start, rangeEnd: end ?? toTheEnd, keysOnly: true, limit };
  const { answer, tookMs } = await reader.read(request);
  return { keys: answer.keys(), count: answer.count, tookMs };
}

/** The first keys of a range, `limit` of them or a few more. A stream with a limit would count what is behind it. */
async function beginningOf(reader: PinnedReader, range: KeyRange): Promise<KeyRangeAnswer> {
  const askedAt = performance.now();
  const keys: ListedKey[] = [];
  let count = Number.POSITIVE_INFINITY;
  try {
    const answers = await reader.stream({ key: range.start, rangeEnd: range.end ?? toTheEnd, keysOnly: true });
    for await (const answer of answers) {
      keys.push(...answer.keys());
      if (answer.revision !== null) count = keys.length;
      if (keys.length >= range.limit) break;
    }
  } catch (error) {
    // Members of several versions: another one answers now.
    if (isStreamMissing(error)) return wholeOf(reader, range);
    throw error;
  }
  return { keys, count, tookMs: performance.now() - askedAt };
}
