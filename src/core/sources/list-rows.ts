import type { CallOptions } from '../../contract/abort.ts';
import type { KeyRow, KeyRowsPage, KeyValue } from '../../contract/keys.ts';
import { stoppable } from '../streams/stoppable.ts';
import { spanOf } from './key-span.ts';
import { pageParts } from './page-parts.ts';
import type { SourceReads } from './source-reader.ts';

/** The keys to list. */
export interface RowsRequest {
  readonly prefix: Uint8Array;
  readonly after: Uint8Array | null;
  readonly limit: number;
  readonly readsValues: boolean;
}

interface Rows {
  readonly rows: readonly KeyRow[];
  readonly revision: number;
  readonly isPartial?: true;
}

/** Yields the keys beneath a prefix as rows, up to a limit. The last page says whether there are more. */
export function listRows(
  source: SourceReads,
  { prefix, after, limit, readsValues }: RowsRequest,
  options?: CallOptions,
): AsyncIterable<KeyRowsPage> {
  return stoppable(options?.signal, async function* (signal): AsyncGenerator<KeyRowsPage, void> {
    const span = spanOf(prefix, after);
    let left = limit;
    let revision = 0;
    let partly: Pick<KeyRowsPage, 'isPartial'> = {};
    for await (const page of readsValues ? fullRows(source, span, { signal }) : bareRows(source, span, { signal })) {
      revision = page.revision;
      if (page.isPartial) partly = { isPartial: true };
      for (const rows of pageParts(page.rows.slice(0, left), ({ key }) => key.length)) {
        left -= rows.length;
        yield { rows, revision, complete: false, next: rows.at(-1)?.key ?? null, ...partly };
      }
      if (left === 0) return;
    }
    yield { rows: [], revision, complete: true, next: null, ...partly };
  });
}

async function* bareRows(...[source, span, options]: Parameters<typeof fullRows>): AsyncGenerator<Rows> {
  for await (const { keys, total: _, ...page } of source.keys(span, options)) {
    yield { rows: keys.map((key) => ({ ...key, lease: null, bytes: null })), ...page };
  }
}

async function* fullRows(
  source: SourceReads,
  span: Parameters<SourceReads['entries']>[0],
  options: CallOptions,
): AsyncGenerator<Rows> {
  for await (const { entries, total: _, ...page } of source.entries(span, options)) {
    yield { rows: entries.map(toRow), ...page };
  }
}

function toRow({ value, ...meta }: KeyValue): KeyRow {
  return { ...meta, bytes: value.length };
}
