import type { MemberStatus } from '../../contract/cluster.ts';
import type { MemberSpace } from '../../contract/maintenance.ts';
import { fixOf, tellsWrongQuota } from '../members/version-defects.ts';

/** A quota in bytes, and where it is known from. `null`: not known. */
export type KnownQuota = Pick<MemberSpace, 'quota' | 'quotaFrom'>;

/** Whether a member's status tells the quota that the server goes by: from 3.6 on, and there not before 3.6.6. */
export const isQuotaTold = ({ dbSizeQuota, version }: Pick<MemberStatus, 'dbSizeQuota' | 'version'>): boolean =>
  dbSizeQuota !== null && (version === null || fixOf(tellsWrongQuota, version) === null);

/** Returns a member's quota: its status's, else that of its metrics, which every version has and tells rightly. */
export function quotaOf(member: Pick<MemberStatus, 'dbSizeQuota' | 'version'>, inMetrics: number | null): KnownQuota {
  if (!isQuotaTold(member) && inMetrics !== null && inMetrics > 0) return { quota: inMetrics, quotaFrom: 'metrics' };
  const { dbSizeQuota: quota } = member;
  return { quota, quotaFrom: quota === null ? null : 'status' };
}
