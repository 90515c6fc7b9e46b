import type { ClusterStatus, MemberStatus } from '../../contract/cluster.ts';
import type { Finding } from '../../contract/findings.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { quotaOf } from '../metrics/member-quota.ts';
import type { MetricsSample } from '../metrics/prometheus-text.ts';
import { scrapeMembers } from '../metrics/scrape-members.ts';
import type { PartFound } from './check-results.ts';
import type { LeaderChangesSeen } from './leader-changes-seen.ts';
import { type MemberReading, readingOf } from './reading.ts';
import { metricsRules } from './rules/every-rule.ts';
import { repeated } from './rules/passing.ts';

/** A rate over a longer pause says nothing of the present. */
const longestStepMs = 10 * 60_000;

/** The metrics of one cluster's members, scrape by scrape. */
export class MetricsCheck {
  readonly #connection: OpenConnection;
  readonly #changes: LeaderChangesSeen;
  #samples: ReadonlyMap<MemberId, MetricsSample> = new Map();
  #readings: readonly MemberReading[] = [];
  #found: readonly Finding[] = [];

  constructor(connection: OpenConnection, changes: LeaderChangesSeen) {
    this.#connection = connection;
    this.#changes = changes;
  }

  /** The readings of the last scrape. */
  get readings(): readonly MemberReading[] {
    return this.#readings;
  }

  /** Scrapes every member once. Rejects with `Cancelled` only. */
  async scrape(status: ClusterStatus, signal: AbortSignal): Promise<void> {
    const scraped = await scrapeMembers(this.#connection, status.members, signal);
    const before = this.#samples;
    this.#samples = new Map(scraped.flatMap(({ member, sample }) => (sample === null ? [] : [[member, sample]])));
    this.#readings = scraped.map((one) => {
      const earlier = before.get(one.member) ?? null;
      const isYoung = earlier !== null && (one.sample === null || one.sample.at - earlier.at <= longestStepMs);
      return readingOf(isYoung ? earlier : null, one);
    });
    for (const { member, sample } of scraped) if (sample !== null) this.#changes.saw(member, sample);
  }

  /** Returns the findings in the last two scrapes. */
  found(status: Pick<ClusterStatus, 'members'>): PartFound {
    const input = { status, readings: this.#readings, leaderChanges: this.#changes.seen() };
    this.#found = metricsRules.flatMap((rule) => rule.find(input));
    const failed = this.#readings.find(({ failure }) => failure !== null);
    return { findings: this.#found, failure: failed?.failure ?? null };
  }

  /** As `found`, without transient findings that the previous call did not find. */
  foundTwice(status: Pick<ClusterStatus, 'members'>): PartFound {
    const before = this.#found;
    const { findings, failure } = this.found(status);
    return { findings: repeated(before, findings), failure };
  }
}

/** Returns members with quotas, from metrics for those whose Status has none: before 3.6. */
export function withQuotas(
  members: readonly MemberStatus[],
  readings: readonly MemberReading[],
): readonly MemberStatus[] {
  return members.map((member) => {
    const inMetrics = readings.find((one) => one.member === member.id)?.values.quota ?? null;
    return { ...member, dbSizeQuota: quotaOf(member, inMetrics).quota };
  });
}
