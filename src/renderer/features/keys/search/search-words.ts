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
export const skippedOf = ({ skippedValues }: SearchState): string | null =>
  skippedValues === 0
    ? null
    : `${plural(skippedValues, 'value')} could not be looked into: masked, encrypted, or too slow for the expression.`;
