import type { StartJob } from '../work/job.ts';
import { type FoundText, findOf, type PatternMatch } from './text-match.ts';

/** Runs an expression in a separate thread, so that one that never ends can be stopped with it. */
export const startSearch: StartJob<PatternMatch, readonly string[], readonly (FoundText | null)[], null> = (match) => {
  const find = findOf(match);
  return { take: (texts) => texts.map(find), finish: () => null };
};
