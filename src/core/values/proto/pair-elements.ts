import type { JsonNode } from '../../kubernetes-storage/codec/json-tree.ts';
import { pairElements } from '../../kubernetes-storage/codec/pair-elements.ts';

/**
 * Returns, for each element of an edited list of messages, the place of the stored one that it was; `null` where it is
 * new. `'ambiguous'` where elements were changed, and others added or removed, so that it cannot be said which is which.
 */
export function pairMessages(
  edited: readonly JsonNode[],
  old: readonly JsonNode[],
): { readonly pairs: readonly (number | null)[]; readonly leftOver: readonly number[] } {
  const pairs = [...pairElements(edited, old)];
  const taken = new Set(pairs);
  const free = old.flatMap((_, place) => (taken.has(place) ? [] : [place]));
  const unpaired = pairs.flatMap((pair, place) => (pair === null ? [place] : []));
  if (free.length !== unpaired.length) return { pairs, leftOver: unpaired.length === 0 ? [] : free };
  for (const [at, place] of unpaired.entries()) pairs[place] = free[at] ?? null;
  return { pairs, leftOver: [] };
}
