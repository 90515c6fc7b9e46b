import type { MemberStatus } from '../../../contract/cluster.ts';
import type { MemberId } from '../../../contract/ids.ts';
import { finding } from '../../members/findings.ts';
import type { Rule } from './rule.ts';

/** The size of a database file at a time. */
export interface SizeSighting {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly dbSize: number;
}

/** The members with their quotas, and the sizes seen of each, the oldest first. */
export interface ForecastInput {
  readonly members: readonly Pick<MemberStatus, 'id' | 'dbSize' | 'dbSizeQuota'>[];
  readonly sizes: ReadonlyMap<MemberId, readonly SizeSighting[]>;
}

/** No forecast below `share` of the quota, or from less than `minutes`. */
const thresholds = { hours: 4, share: 0.5, minutes: 30, sightings: 10 };
const hourMs = 3_600_000;

/** Predicts by linear regression, as PromQL's `predict_linear`. */
export const quotaForecast: Rule<ForecastInput> = {
  code: 'QuotaForecast',
  source: 'etcd-mixin etcdExcessiveDatabaseGrowth',
  thresholds,
  find: ({ members, sizes }) =>
    members.flatMap(({ id, dbSize, dbSizeQuota }) => {
      const seen = sizes.get(id) ?? [];
      const [first, last] = [seen[0], seen.at(-1)];
      if (dbSize === null || dbSizeQuota === null || first === undefined || last === undefined) return [];
      const isSeenLong = last.at - first.at >= thresholds.minutes * 60_000 && seen.length >= thresholds.sightings;
      if (!isSeenLong || dbSize < dbSizeQuota * thresholds.share || dbSize >= dbSizeQuota) return [];
      const bytesPerHour = slopeOf(seen) * hourMs;
      const hours = (dbSizeQuota - dbSize) / bytesPerHour;
      if (bytesPerHour <= 0 || hours > thresholds.hours) return [];
      const detail = { hours, dbSize, dbSizeQuota, bytesPerHour: Math.round(bytesPerHour) };
      return [finding('QuotaForecast', 'warning', { member: id, detail })];
    }),
};

/** Returns the least-squares slope, in bytes per millisecond. */
function slopeOf(seen: readonly SizeSighting[]): number {
  const meanAt = seen.reduce((sum, { at }) => sum + at, 0) / seen.length;
  const meanSize = seen.reduce((sum, { dbSize }) => sum + dbSize, 0) / seen.length;
  const spread = seen.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  const together = seen.reduce((sum, { at, dbSize }) => sum + (at - meanAt) * (dbSize - meanSize), 0);
  return spread === 0 ? 0 : together / spread;
}
