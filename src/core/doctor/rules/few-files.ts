import { finding } from '../../members/findings.ts';
import type { MetricsInput, Rule } from './rule.ts';

const thresholds = { share: 0.8 };

/** Finds a member with few file descriptors left; each client takes one. */
export const fewFiles: Rule<MetricsInput> = {
  code: 'FewFiles',
  source: 'etcdeck',
  thresholds,
  find: ({ readings }) =>
    readings.flatMap(({ member, values: { openFiles = 0, mostFiles = 0 } }) => {
      if (mostFiles <= 0 || openFiles <= mostFiles * thresholds.share) return [];
      return [finding('FewFiles', 'warning', { member, detail: { openFiles, mostFiles } })];
    }),
};
