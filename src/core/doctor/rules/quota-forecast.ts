import type { MemberStatus } from '../../../contract/cluster.ts';
import type { MemberId } from '../../../contract/ids.ts';
import { finding } from '../../members/findings.ts';
import { slopeOf } from '../../metrics/least-squares.ts';
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
      const bytesPerHour = slopeOf(seen.map(({ at, dbSize: y }) => ({ x: at, y }))) * hourMs;
      const hours = (dbSizeQuota - dbSize) / bytesPerHour;
      if (bytesPerHour <= 0 || hours > thresholds.hours) return [];
      const detail = { hours, dbSize, dbSizeQuota, bytesPerHour: Math.round(bytesPerHour) };
      return [finding('QuotaForecast', 'warning', { member: id, detail })];
    }),
};
