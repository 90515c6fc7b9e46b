import type { StartJob } from '../work/job.ts';
import { type FoundText, findOf, type PatternMatch } from './text-match.ts';

/** Looks for an expression in a thread of its own: one that never comes to an end can be ended with it. */
export const startSearch: StartJob<PatternMatch, readonly string[], readonly (FoundText | null)[], null> = (match) => {
  const find = findOf(match);
  return { take: (texts) => texts.map(find), finish: () => null };
};
