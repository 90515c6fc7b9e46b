import type { CompareApi, ComparedKeys } from '../../contract/compare.ts';
import { keyspaceOf } from '../../contract/key-source.ts';
import { compareBytes, concatBytes } from '../bytes/bytes.ts';
import { spanOf } from '../sources/key-span.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { type ComparedSide, compareKeys } from './compare-keys.ts';

/** Compares any two sources. */
export function createCompare(sources: OpenSources, codecs: Pick<ValueCodecs, 'holdsSecret'>): CompareApi {
  return {
    compare: ({ left, right, after, limit }, options) =>
      stoppable(options?.signal, (signal) => {
        const sideOf = ({ source, prefix }: ComparedKeys): ComparedSide => {
          const { whole, coverage } = sources.require(source);
          const span = spanOf(prefix, after === null ? null : concatBytes(prefix, after));
          return { source: whole, prefix, span, coverage };
        };
        const how = { isOneHistory: isOneHistory(left, right), limit, codecs };
        return compareKeys(sideOf(left), sideOf(right), how, { signal });
      }),
  };
}

/** Whether a modRevision means the same on both sides. */
function isOneHistory(left: ComparedKeys, right: ComparedKeys): boolean {
  return keyspaceOf(left.source) === keyspaceOf(right.source) && compareBytes(left.prefix, right.prefix) === 0;
}
