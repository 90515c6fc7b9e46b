import type { MemberStatus } from '../../../contract/cluster.ts';
import { formatBytes } from '../../../contract/figures.ts';
import type { MemberId } from '../../../contract/ids.ts';
import { finding } from '../../members/findings.ts';
import type { Rule } from './rule.ts';

/** The quotas in use, and the quotas of the members whose command line sets one. */
export interface QuotaInput {
  readonly members: readonly Pick<MemberStatus, 'id' | 'dbSizeQuota'>[];
  readonly flags: ReadonlyMap<MemberId, number>;
}

const mostQuotas = 9;

/** Finds unequal quotas, of which the smallest stops all writes, and quotas other than a member's flag. */
export const quotaDiffers: Rule<QuotaInput> = {
  code: 'QuotaDiffers',
  source: 'etcd#20753',
  thresholds: {},
  find: ({ members, flags }) => {
    const quotas = [...new Set(members.flatMap(({ dbSizeQuota }) => dbSizeQuota ?? []))].sort((a, b) => a - b);
    const detail = { quotas: quotas.slice(0, mostQuotas).map(formatBytes).join(', ') };
    const unlike = quotas.length > 1 ? [finding('QuotaDiffers', 'warning', { detail })] : [];
    const misread = members.flatMap(({ id, dbSizeQuota: actual }) => {
      const flag = flags.get(id);
      if (flag === undefined || !(flag > 0) || actual === null || actual === flag) return [];
      return [finding('QuotaDiffers', 'warning', { member: id, detail: { flag, actual } })];
    });
    return [...unlike, ...misread];
  },
};
