import { afterKey } from '../../bytes/bytes.ts';
import { packedCount, packedKey } from '../../sources/packed-entries.ts';
import type { FirstEntries, KeySpan, SourceReader } from '../../sources/source-reader.ts';
import { BatchSize } from '../../streams/batch-size.ts';

/**
 * The intended size of a page, in bytes, and how many objects it may have. A member before 3.7 walks its index over the rest
 * of the span for every page, and the host stands still while it joins the parts of one, some milliseconds: larger pages
 * cost the host, smaller ones the member.
 */
const bounds = { answerBytes: 8_000_000, first: 500, most: 16_000 };

/** The memory that several pages are copied into: a little more than a page is meant to have. */
export const sharedPageBytes = 10 * 2 ** 20;

/** How a span is read. */
interface PageReading {
  /** No page has more entries. */
  readonly most?: number;
  /** Whether the next page is on its way while one is worked on: for who will read all of them. */
  readonly isAhead: boolean;
}

/** Yields the entries of a span page by page, all at the revision of the first. */
export async function* objectPages(
  reader: SourceReader,
  span: KeySpan,
  { most = bounds.most, isAhead }: PageReading,
  signal: AbortSignal,
): AsyncGenerator<FirstEntries, void> {
  const size = new BatchSize({ ...bounds, first: Math.min(bounds.first, most), most: Math.min(bounds.most, most) });
  let pinned = reader;
  let next = reader.first(span, size.count, { signal });
  for (;;) {
    const page = await next;
    const { packed } = page;
    const count = packedCount(packed);
    if (count === 0 || page.rest === 0) {
      yield page;
      return;
    }
    size.answered(count, packed.bytes.length);
    if (pinned.revision === null) pinned = reader.pin(page.revision);
    const start = afterKey(packedKey(packed, count - 1));
    const read = (): Promise<FirstEntries> => pinned.first({ start, end: span.end }, size.count, { signal });
    if (!isAhead) {
      yield page;
      next = read();
      continue;
    }
    next = read();
    // Where the consumer leaves, nobody awaits it.
    next.catch(() => undefined);
    yield page;
  }
}
