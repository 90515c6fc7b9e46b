import { EtcdeckError } from '../../contract/failure.ts';
import { afterKey } from '../bytes/bytes.ts';
import { toTheEnd } from '../etcd/kv.ts';
import type { RangeAnswer } from '../etcd/range-answer.ts';
import { breathe } from '../streams/breath.ts';
import { isCut, isStreamMissing, type PinnedReader } from './pinned-reader.ts';
import { ScanCursor } from './scan-cursor.ts';
import type { KeySpan, KeysPage } from './source-reader.ts';

/** The number of keys made into objects at a time. */
const pageKeys = 2_000;
/**
 * A member before 3.7 walks its index over the rest of the range for every answer, and reads every value, even to leave
 * it out, so that large answers cost it memory.
 */
const firstLimit = 10_000;
const mostLimit = 20_000;
/** Small values never take this long, even on a busy machine. */
const longMs = 5_000;

/**
 * Yields every key of a span: streamed where the members can, else answer by answer. Continues after a cut connection.
 */
export async function* scanKeys(reader: PinnedReader, { start, end }: KeySpan): AsyncGenerator<KeysPage, void> {
  for (let from = start; ; ) {
    let hasAdvanced = false;
    let isStreamed = false;
    try {
      const span = { start: from, end };
      isStreamed = await reader.canStream(from);
      for await (const page of isStreamed ? streamedKeys(reader, span) : pagedKeys(reader, span)) {
        yield page;
        const last = page.keys.at(-1);
        if (last === undefined) continue;
        from = afterKey(last.key);
        hasAdvanced = true;
      }
      return;
    } catch (error) {
      // With members of several versions, one without streams may answer now.
      if (!(isStreamed && isStreamMissing(error)) && !(hasAdvanced && mayPass(error))) throw error;
    }
  }
}

async function* streamedKeys(reader: PinnedReader, { start, end }: KeySpan): AsyncGenerator<KeysPage, void> {
  const answers = await reader.stream({ key: start, rangeEnd: end ?? toTheEnd, keysOnly: true });
  for await (const answer of answers) yield* pagesOf(answer, reader.revision, null);
}

async function* pagedKeys(reader: PinnedReader, span: KeySpan): AsyncGenerator<KeysPage, void> {
  const cursor = new ScanCursor(span);
  let limit = firstLimit;
  let total: number | null = null;
  const ask = ({ start, end }: KeySpan) =>
    reader.read({ key: start, rangeEnd: end ?? toTheEnd, keysOnly: true, limit });
  let next: ReturnType<typeof ask> | null = ask(cursor.range);
  while (next !== null) {
    const read: Awaited<ReturnType<typeof ask>> = await next;
    const { answer, tookMs } = read;
    total ??= answer.count;
    limit = tookMs < longMs ? Math.min(mostLimit, limit * 2) : firstLimit;
    const { length, firstKey: first, lastKey: last, more, count } = answer;
    // The member prepares the next answer while this one is consumed.
    next = cursor.advance({ length, first, last, more, count }, limit) ? ask(cursor.range) : null;
    // When the consumer leaves, nobody awaits this read.
    next?.catch(() => undefined);
    yield* pagesOf(answer, reader.revision, total);
  }
}

async function* pagesOf(answer: RangeAnswer, revision: number, total: number | null): AsyncGenerator<KeysPage, void> {
  let from = 0;
  do {
    const to = Math.min(from + pageKeys, answer.length);
    yield { keys: answer.keys(from, to), revision, total };
    from = to;
    await breathe();
  } while (from < answer.length);
}

/** A stream also keeps the permissions that it began with. */
function mayPass(error: unknown): boolean {
  const isOutdated =
    error instanceof EtcdeckError && (error.code === 'AuthOldRevision' || error.code === 'InvalidAuthToken');
  return isOutdated || isCut(error);
}
