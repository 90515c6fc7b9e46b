import { expect, it } from 'vitest';
import type { MemberId } from '../../contract/ids.ts';
import { readMetrics } from '../metrics/prometheus-text.ts';
import { LeaderChangesSeen } from './leader-changes-seen.ts';
import { readingOf } from './reading.ts';

const member = 'a1' as MemberId; // made up
const start = 'process_start_time_seconds 1000\netcd_server_has_leader 1\n';
const sampleOf = (text: string, at = 2_000_000) => readMetrics(new TextEncoder().encode(start + text), at);
const read = (before: string, after: string, seconds = 5) =>
  readingOf(sampleOf(before), {
    member,
    url: null,
    failure: null,
    sample: sampleOf(after, 2_000_000 + seconds * 1_000),
  });

const buckets = (name: string, labels: string, counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([le, count]) => `${name}_bucket{${labels}${labels === '' ? '' : ','}le="${le}"} ${count}\n`)
    .join('');

// As etcd 3.5 writes them.
const fsync = (fast: number, slow: number) =>
  buckets('etcd_disk_wal_fsync_duration_seconds', '', {
    '0.256': fast,
    '0.512': fast,
    '1.024': fast + slow,
    '+Inf': fast + slow,
  });
const handled = (method: string, type: string, fast: number, slow: number) =>
  buckets(
    'grpc_server_handling_seconds',
    `grpc_method="${method}",grpc_service="etcdserverpb.KV",grpc_type="${type}"`,
    {
      '0.1': fast,
      '0.25': fast,
      '0.5': fast + slow,
      '+Inf': fast + slow,
    },
  );
const failures = (count: number) => `etcd_network_peer_sent_failures_total{To="b2"} ${count}\n`;

it('reads how long something took between two scrapes, and how often it took longer', () => {
  const { fsync: took, seconds, commit } = read(fsync(1_000, 50), fsync(1_100, 60));
  expect(seconds).toBe(5);
  expect(took?.p99).toBeGreaterThan(0.9);
  expect([took?.slower(0.512), took?.slower(0.5), took?.slower(1.024)]).toEqual([10, 10, 0]);
  expect(commit).toBeNull();
});

it('takes the slowest call, and none that is slow by its nature', () => {
  const before = handled('Range', 'unary', 0, 0) + handled('Txn', 'unary', 0, 0) + handled('Defragment', 'unary', 0, 0);
  const after =
    handled('Range', 'unary', 100, 0) + handled('Txn', 'unary', 90, 10) + handled('Defragment', 'unary', 0, 9);
  const { call } = read(before + fsync(0, 0), after + fsync(0, 0));
  expect(call).toMatchObject({ method: 'Txn' });
  expect(call?.slower(0.25)).toBe(10);
  expect(
    read(handled('Watch', 'bidi_stream', 0, 0) + fsync(0, 0), handled('Watch', 'bidi_stream', 0, 9) + fsync(0, 0)).call,
  ).toBeNull();
});

it('counts what could not be sent, by peer', () => {
  expect(read(failures(3), failures(10)).sendFailures).toEqual([{ to: 'b2', count: 7 }]);
  expect(read(failures(3), failures(3)).sendFailures).toEqual([]);
});

it('compares nothing with what another process counted', () => {
  const restarted = readMetrics(
    new TextEncoder().encode(`process_start_time_seconds 1900\n${failures(9)}${fsync(5, 5)}`),
    2_005_000,
  );
  expect(
    readingOf(sampleOf(failures(3) + fsync(1, 1)), { member, url: null, failure: null, sample: restarted }),
  ).toMatchObject({
    ...{ seconds: null, fsync: null, sendFailures: [], earlier: {} },
  });
});

const changes = (count: number, at: number, startedAt = 0) =>
  readMetrics(
    new TextEncoder().encode(
      `process_start_time_seconds ${startedAt}\netcd_server_leader_changes_seen_total ${count}\n`,
    ),
    at,
  );

it('counts changes of the leader within a quarter of an hour', () => {
  const seen = new LeaderChangesSeen();
  const minute = 60_000;
  seen.saw(member, changes(10, 100 * minute));
  seen.saw(member, changes(12, 110 * minute));
  expect(seen.seen()).toEqual([{ changes: 2, windowSeconds: 600 }]);
  seen.saw(member, changes(15, 120 * minute));
  expect(seen.seen()).toEqual([{ changes: 3, windowSeconds: 600 }]);
});

it('takes what a young process counted, but for its first leader', () => {
  const seen = new LeaderChangesSeen();
  seen.saw(member, changes(9, 1_000_000));
  seen.saw(member, changes(5, 1_100_000, 1_000));
  expect(seen.seen()).toEqual([{ changes: 4, windowSeconds: 100 }]);
});
