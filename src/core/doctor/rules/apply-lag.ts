import { finding } from '../../members/findings.ts';
import type { MetricsInput, Rule } from './rule.ts';

/** Under writes hundreds of entries wait at any moment; from `refusing` on etcd refuses requests. */
const thresholds = { entries: 1_000, refusing: 5_000 };

/** The lag has to be there at both scrapes: between them a healthy member applies what waited. */
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
