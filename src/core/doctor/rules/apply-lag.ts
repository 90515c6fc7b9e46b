import { finding } from '../../members/findings.ts';
import type { MetricsInput, Rule } from './rule.ts';

/** A healthy member under load has hundreds of entries to apply; from `refusing` on etcd refuses requests. */
const thresholds = { entries: 1_000, refusing: 5_000 };

/** Finds a lag at both scrapes: a healthy member applies the entries in between. */
export const applyLag: Rule<MetricsInput> = {
  code: 'ApplyLag',
  source: 'etcd maxGapBetweenApplyAndCommitIndex',
  thresholds,
  find: ({ readings }) =>
    readings.flatMap(({ member, values, earlier }) => {
      const behind = Math.min(values.applyLag ?? 0, earlier.applyLag ?? 0);
      if (behind < thresholds.entries) return [];
      const severity = behind >= thresholds.refusing ? 'critical' : 'warning';
      return [finding('ApplyLag', severity, { member, detail: { behind, threshold: thresholds.entries } })];
    }),
};
