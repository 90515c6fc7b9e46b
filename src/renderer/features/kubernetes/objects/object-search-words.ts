import { formatCount, plural } from '../../../ui/format.ts';
import type { FoundObjects } from './object-search.ts';

/** How many names have the text, of how many that were looked at; what was cut off is said. */
export function searchWords(found: FoundObjects | null, shown: number): string {
  if (found === null) return '';
  const { phase, looked, total, next } = found;
  const of = total === null || total <= looked ? '' : ` of ${formatCount(total)}`;
  const words = `${formatCount(shown)} found, ${formatCount(looked)}${of} looked at`;
  return phase === 'ended' && next === null ? words : `at least ${words}`;
}

/** Why there is no row. */
export function nothingFound({ looked, total, next, isPartial }: FoundObjects): string {
  if (next === null)
    return `None of the ${plural(looked, 'object')}${isPartial ? ' that you may read' : ''} is called so.`;
  const of = total === null ? '' : ` of ${formatCount(total)}`;
  return `None of the first ${formatCount(looked)}${of} objects is called so. Look further for the rest.`;
}
