import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { MemberId } from '../../../contract/ids.ts';
import { aCluster, aMember } from '../../../renderer/testing/cluster-builders.ts';
import { readMetrics } from '../../metrics/prometheus-text.ts';
import { readingOf } from '../reading.ts';
import { metricsRules } from './every-rule.ts';

/** Two scrapes of a real member of 3.6 on a busy machine, a minute apart. */
const recorded = (when: 'before' | 'after'): string =>
  readFileSync(new URL(`../../metrics/recorded/etcd-3.6-${when}.txt`, import.meta.url), 'utf8');

const member = aMember({ name: 'a', isLeader: true });
// The peers of the recorded member.
const peers = ['1c5f75406b632172', '503f44ef65b22bef'].map((id) => aMember({ id: id as MemberId }));
const status = aCluster([member, ...peers]);

/** Returns the codes of what the rules find in the recorded scrapes, the second one changed. */
function found(change: (text: string) => string): readonly string[] {
  const sample = (text: string, at: number) => readMetrics(new TextEncoder().encode(text), at);
  const [before, after] = [sample(recorded('before'), 0), sample(change(recorded('after')), 60_000)];
  const reading = readingOf(before, { member: member.id, url: 'http://a', failure: null, sample: after });
  const input = { status, readings: [reading], leaderChanges: [] };
  return metricsRules.flatMap((rule) => rule.find(input)).map(({ code }) => code);
}

/** Adds observations that took a bucket's bound, and counts them in every larger bucket. */
const slower = (name: string, bound: number, by: number) => (text: string) =>
  text.replaceAll(
    new RegExp(`^(${name}_(?:bucket\\{.*?le="([^"]+)"\\}|count\\S*)) (\\d+)$`, 'gm'),
    (line, head, le, count) =>
      le === undefined || le === '+Inf' || Number(le) >= bound ? `${head} ${Number(count) + by}` : line,
  );

const more = (series: string, by: number) => (text: string) =>
  text.replace(new RegExp(`^(${series}) (\\S+)$`, 'm'), (_, head, count) => `${head} ${Number(count) + by}`);

it('finds nothing in metrics of a busy machine, whose few slow commits are no rule’s', () => {
  expect(found((text) => text)).toEqual([]);
});

it.each([
  ['SlowCommit', slower('etcd_disk_backend_commit_duration_seconds', 0.512, 100)],
  ['SlowFsync', slower('etcd_disk_wal_fsync_duration_seconds', 1.024, 100)],
  ['SlowPeer', slower('etcd_network_peer_round_trip_time_seconds', 0.4096, 100)],
  ['FailedProposals', more('etcd_server_proposals_failed_total', 600)],
] as const)('finds %s where the recorded metrics are changed to show it', (code, change) => {
  expect(found(change)).toContain(code);
});
