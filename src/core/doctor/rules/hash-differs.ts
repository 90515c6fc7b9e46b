import type { HashComparison } from '../../../contract/maintenance.ts';
import { finding } from '../../members/findings.ts';
import type { Rule } from './rule.ts';

/** Finds each member that differs from a majority; without a majority, one finding for the cluster. */
export const hashDiffers: Rule<HashComparison> = {
  code: 'HashDiffers',
  source: 'etcd#20059',
  thresholds: {},
  find: ({ verdict, different, members, revision }) => {
    if (verdict !== 'different') return [];
    if (different.length > 0) {
      return different.map((member) =>
        finding('HashDiffers', 'critical', { member, detail: { members: member, revision } }),
      );
    }
    const ids = members.flatMap(({ member, hash }) => (hash === null ? [] : [member]));
    return [finding('HashDiffers', 'critical', { detail: { members: ids.join(', '), revision } })];
  },
};
