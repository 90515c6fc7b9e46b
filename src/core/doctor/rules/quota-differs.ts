import type { MemberStatus } from '../../../contract/cluster.ts';
import { formatBytes } from '../../../contract/figures.ts';
import type { MemberId } from '../../../contract/ids.ts';
import { finding } from '../../members/findings.ts';
import type { Rule } from './rule.ts';

/** The quotas of members: in use, and as their flags say. A flag that is not given is missing. */
export interface QuotaInput {
  readonly members: readonly Pick<MemberStatus, 'id' | 'dbSizeQuota'>[];
  readonly flags: ReadonlyMap<MemberId, number>;
}

const mostQuotas = 9;

/** The smallest quota counts for all; some versions use another one than their flag says. */
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
