import { pastRevision } from '../../../../contract/key-source.ts';
import { equalBytes, escapeBytes } from '../../../ui/byte-text.ts';
import { formatCount, plural } from '../../../ui/format.ts';
import type { SearchState } from './key-search.ts';

/** How far a search is, in a line: never more than it has looked at. */
export function progressOf({ phase, hits, scanned, total }: SearchState): string {
  const found = plural(hits.length, 'hit');
  const looked =
    total === null || total < scanned
      ? `scanned ${plural(scanned, 'key')}`
      : `scanned ${formatCount(scanned)} of ${plural(total, 'key')}`;
  return phase === 'complete' ? `${found}, ${looked}.` : `${found} so far, ${looked}.`;
}

/** What a search could not see, or `null`. */
export function skippedOf({ skippedValues, costlyValues }: SearchState): string | null {
  if (skippedValues === 0) return null;
  const costly = costlyValues === 0 ? '' : `, and ${formatCount(costlyValues)} too costly to decode`;
  return `${plural(skippedValues, 'value')} could not be looked into: masked, encrypted, or too slow for the expression${costly}.`;
}

/** Where one looks: beneath a prefix, at a revision or at the head. */
export interface SearchPlace {
  readonly prefix: Uint8Array;
  readonly revision: number | null;
}

/** Where the hits are from, when the screen shows something else by now. */
export function elsewhereOf({ asked: { prefix, source } }: SearchState, place: SearchPlace): string {
  const revision = pastRevision(source);
  const words = [
    ...(equalBytes(prefix, place.prefix)
      ? []
      : [prefix.length === 0 ? 'among all keys' : `beneath ${escapeBytes(prefix).text}`]),
    ...(revision === place.revision
      ? []
      : [revision === null ? 'as they are now' : `at revision ${formatCount(revision)}`]),
  ];
  return words.length === 0 ? '' : `Found ${words.join(', ')}.`;
}
