import type { MemberId } from '../../contract/ids.ts';
import type { MemberScrape, MetricId, Scrape } from '../../contract/metrics.ts';

/** Returns what one scrape of a member gave: the figures of a quiet one, with the given changes. */
export function aMemberScrape(
  member: MemberId,
  values: Partial<Record<MetricId, number>> = {},
  facts: Partial<MemberScrape> = {},
): MemberScrape {
  return {
    member,
    url: 'https://10.0.0.1:2379',
    failure: null,
    values: {
      ...{ hasLeader: 1, isLeader: 0, leaderChanges: 2, proposalsCommitted: 40, proposalsApplied: 40, applyLag: 0 },
      ...{ fsyncP50: 0.0012, fsyncP99: 0.006, dbSize: 1_300_000_000, dbSizeInUse: 900_000_000, quota: 2_147_483_648 },
      ...{ grpcRate: 55, clientReceived: 24_000, memory: 120_000_000, cpu: 0.04, openFiles: 40, mostFiles: 20_000 },
      ...values,
    },
    peers: [],
    ...facts,
  };
}

/** Returns the scrape of a member that gave no metrics. */
export const aFailedScrape = (member: MemberId, facts: Partial<MemberScrape> = {}): MemberScrape => ({
  ...{ member, url: 'https://10.0.0.9:2379', values: {}, peers: [] },
  failure: { code: 'ConnectTimeout', message: 'no answer', retry: true },
  ...facts,
});

/** Returns scrapes five seconds apart, the last one at `to`. */
export function scrapesUntil(
  to: number,
  count: number,
  rows: (at: number) => readonly MemberScrape[],
): readonly Scrape[] {
  return Array.from({ length: count }, (_, place) => ({ at: to - (count - 1 - place) * 5_000, members: rows(place) }));
}
