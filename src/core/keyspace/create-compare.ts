import type { CompareApi, ComparedKeys } from '../../contract/compare.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { stoppable } from '../etcd/stoppable.ts';
import { compareBytes, concatBytes } from './bytes.ts';
import { type ComparedKey, type ComparedSide, compareKeys } from './compare-keys.ts';
import { spanOf } from './key-span.ts';
import type { KeySpan } from './source.ts';
import type { Sources } from './sources.ts';

/** Comparing any two sources. */
export function createCompare(sources: Sources): CompareApi {
  return {
    compare: ({ left, right, after, limit }, options) =>
      stoppable(options?.signal, (signal) => {
        const sideOf = isOneHistory(left, right) ? bareSide : fullSide;
        const side = (compared: ComparedKeys): ComparedSide => sideOf(sources, compared, after, signal);
        return compareKeys(side(left), side(right), limit);
      }),
  };
}

/** Whether a modRevision means the same on both sides. */
function isOneHistory(left: ComparedKeys, right: ComparedKeys): boolean {
  return left.source.connection === right.source.connection && compareBytes(left.prefix, right.prefix) === 0;
}

type SideOf = (sources: Sources, compared: ComparedKeys, after: Uint8Array | null, signal: AbortSignal) => ComparedSide;

const bareSide: SideOf = (sources, { source, prefix }, after, signal) => {
  const pages = sources(source).keys(spanBehind(prefix, after), { signal });
  return {
    prefix,
    pages: mapped(pages, ({ keys, revision }) => ({ keys: keys.map((key) => ({ key, value: null })), revision })),
  };
};

const fullSide: SideOf = (sources, { source, prefix }, after, signal) => {
  const pages = sources(source).entries(spanBehind(prefix, after), { signal });
  const keysOf = ({ value, lease: _, ...key }: KeyValue): ComparedKey => ({ key, value });
  return { prefix, pages: mapped(pages, ({ entries, revision }) => ({ keys: entries.map(keysOf), revision })) };
};

function spanBehind(prefix: Uint8Array, after: Uint8Array | null): KeySpan {
  return spanOf(prefix, after === null ? null : concatBytes(prefix, after));
}

async function* mapped<From, To>(pages: AsyncIterable<From>, map: (page: From) => To): AsyncGenerator<To, void> {
  for await (const page of pages) yield map(page);
}
