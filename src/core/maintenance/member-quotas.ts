import type { Abort } from '../../contract/abort.ts';
import type { MemberStatus } from '../../contract/cluster.ts';
import type { Failure } from '../../contract/failure.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { sumOf } from '../metrics/member-figures.ts';
import { isQuotaTold, type KnownQuota, quotaOf } from '../metrics/member-quota.ts';
import { scrapeMembers } from '../metrics/scrape-members.ts';

/** A member and its quota. */
export interface MemberQuota extends KnownQuota {
  readonly row: MemberStatus;
  /** Why its metrics could not be read, where they were asked for it. */
  readonly failure: Failure | null;
}

/** Reads each member's quota, in its metrics where its status does not tell it. Rejects with `Cancelled` only. */
export async function readQuotas(
  held: OpenConnection,
  members: readonly MemberStatus[],
  signal?: Abort,
): Promise<readonly MemberQuota[]> {
  const asked = members.filter((row) => !isQuotaTold(row));
  const scraped = new Map((await scrapeMembers(held, asked, signal)).map((one) => [one.member, one]));
  return members.map((row) => {
    const { sample = null, failure = null } = scraped.get(row.id) ?? {};
    const inMetrics = sample === null ? null : sumOf(sample, 'etcd_server_quota_backend_bytes');
    return { row, ...quotaOf(row, inMetrics), failure };
  });
}
