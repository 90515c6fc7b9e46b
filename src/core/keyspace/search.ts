import type { CallOptions } from '../../contract/abort.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import type { KeySearchHit, KeySearchNotice, KeySearchRequest } from '../../contract/search.ts';
import type { Ports } from '../ports.ts';
import { spanOf } from '../sources/key-span.ts';
import { pageParts } from '../sources/page-parts.ts';
import type { KeysPage, SourceReads } from '../sources/source-reader.ts';
import { paced } from '../streams/paced.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { openNameFilter } from './search-names.ts';
import { openValueFilter, type ValueFilter } from './search-values.ts';

/** What a search needs. */
export interface SearchParts {
  readonly source: SourceReads;
  readonly codecs: ValueCodecs;
  readonly ports: Pick<Ports, 'workerFile'>;
}

/**
 * Searches the keys beneath a prefix. Names and revisions are tested first, and values read only for the remaining
 * keys. Fails with `BadRequest` where an expression is invalid, or takes too long.
 */
export function searchKeys(
  parts: SearchParts,
  request: KeySearchRequest,
  options?: CallOptions,
): AsyncIterable<KeySearchNotice> {
  return stoppable(options?.signal, (signal) => search(parts, request, signal));
}

async function* search(
  parts: SearchParts,
  request: KeySearchRequest,
  signal: AbortSignal,
): AsyncGenerator<KeySearchNotice, void> {
  const { source, ports } = parts;
  const { conditions, prefix, after, limit } = request;
  const span = spanOf(prefix, after);
  const names = openNameFilter(ports, conditions, signal);
  const values = openValueFilter(parts, request, signal);
  const skipped = () => values?.skipped() ?? { skippedValues: 0, costlyValues: 0 };
  let total: number | null = null;
  let isCounting = false;
  let scanned = 0;
  let left = limit;
  let revision = 0;
  let partly: { readonly isPartial?: true } = {};
  const isDue = paced();
  try {
    for await (const page of source.keys(span, { signal })) {
      revision = page.revision;
      if (page.isPartial) partly = { isPartial: true };
      total ??= page.total;
      if (total === null && !isCounting) {
        isCounting = true;
        // In parallel with the search, which needs no total: without one it reports less.
        source.count(span, { signal }).then(
          ({ count }) => (total = count),
          () => undefined,
        );
      }
      const candidates = await names.test(page.keys);
      for await (const { found, upTo } of look(source, values, page, candidates, signal)) {
        const kept = found.slice(0, left);
        const last = kept.at(-1);
        left -= kept.length;
        const hits = kept.map(({ hit }) => hit);
        for (const part of pageParts(hits, ({ key }) => key.key.length)) yield { kind: 'hits', hits: part };
        if (left === 0 && last !== undefined) {
          const next = last.hit.key.key;
          yield {
            kind: 'ended',
            reason: 'limit',
            scanned: scanned + last.place + 1,
            ...skipped(),
            next,
            revision,
            ...partly,
          };
          return;
        }
        const at = page.keys[upTo - 1];
        if (at !== undefined && isDue())
          yield { kind: 'progress', scanned: scanned + upTo, total, at: at.key, revision };
      }
      scanned += page.keys.length;
    }
    yield { kind: 'ended', reason: 'complete', scanned, ...skipped(), next: null, revision, ...partly };
  } finally {
    names.close();
    values?.close();
  }
}

/** A searched part of a page: its hits with their places in the page, and its end. */
interface Looked {
  readonly found: readonly { readonly place: number; readonly hit: KeySearchHit }[];
  readonly upTo: number;
}

async function* look(
  source: SourceReads,
  values: ValueFilter | null,
  page: KeysPage,
  candidates: readonly boolean[],
  signal: AbortSignal,
): AsyncGenerator<Looked, void> {
  const { keys, revision } = page;
  if (values === null) {
    const found = keys.flatMap((key, place) => (candidates[place] ? [{ place, hit: bareHit(key) }] : []));
    yield { found, upTo: keys.length };
    return;
  }
  for (let from = candidates.indexOf(true); from >= 0; ) {
    const behind = candidates.indexOf(false, from);
    const to = behind < 0 ? keys.length : behind;
    let place = from;
    for await (const entries of source.values({ keys: keys.slice(from, to), revision }, { signal })) {
      const first = place;
      const hits = await values.test(entries);
      place += entries.length;
      yield { found: hits.flatMap((hit, index) => (hit === null ? [] : [{ place: first + index, hit }])), upTo: place };
    }
    from = candidates.indexOf(true, to);
  }
  yield { found: [], upTo: keys.length };
}

function bareHit(key: ListedKey): KeySearchHit {
  return { key, lease: null, bytes: null, excerpt: null };
}
