import { finding } from '../../members/findings.ts';
import type { MetricsInput, Rule } from './rule.ts';

const thresholds = { share: 0.1 };

/** Finds watchers that are behind at both scrapes: one that starts in the past is behind for a moment. */
export const slowWatchers: Rule<MetricsInput> = {
  code: 'SlowWatchers',
  source: 'etcdeck',
  thresholds,
  find: ({ readings }) =>
    readings.flatMap(({ member, values, earlier }) => {
      const slow = Math.min(values.slowWatchers ?? 0, earlier.slowWatchers ?? 0);
      const watchers = values.watchers ?? 0;
      if (slow === 0 || slow < watchers * thresholds.share) return [];
      return [finding('SlowWatchers', 'warning', { member, detail: { slowWatchers: slow, watchers } })];
    }),
};
