import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { memberOf, rateOf, ratesBetween, sumOf } from './member-figures.ts';
import { readMetrics } from './prometheus-text.ts';

const scrape = (text: string, at: number) => readMetrics(new TextEncoder().encode(text), at);
const recorded = (when: 'before' | 'after') =>
  readMetrics(readFileSync(new URL(`recorded/etcd-3.6-${when}.txt`, import.meta.url)), when === 'before' ? 0 : 60_000);

it('gives rates as Prometheus does for the same scrapes a minute apart', () => {
  const [before, after] = [recorded('before'), recorded('after')];
  expect(rateOf('etcd_network_client_grpc_received_bytes_total', before, after)).toBeCloseTo(5.183333333333334, 12);
  const { values } = ratesBetween(before, after);
  expect(values.grpcRate).toBeCloseTo(2 / 3, 12);
  expect(values.cpu).toBeCloseTo(0.0018333333333333335, 12);
  expect(values.proposalsCommitted).toBeCloseTo(2 / 3, 12);
  expect(values).toMatchObject({ hasLeader: 1, grpcErrorShare: 0, applyLag: 0, proposalsPending: 0 });
  expect(values.quota).toBe(2 * 1024 ** 3);
  expect(values.fsyncP99).toBeCloseTo(0.2048, 12);
});

it('has no rates of one scrape, after a restart, and backwards', () => {
  const lines = (start: number, cpu: number) =>
    `etcd_server_has_leader 1\nprocess_start_time_seconds ${start}\nprocess_cpu_seconds_total ${cpu}`;
  const of = (before: string, after: string, at = 5_000) => ratesBetween(scrape(before, 0), scrape(after, at)).values;
  expect(of(lines(1, 1), lines(1, 2))).toEqual({ hasLeader: 1, cpu: 0.2 });
  expect(of(lines(1, 1), lines(2, 2))).toEqual({ hasLeader: 1 });
  expect(of(lines(1, 1), lines(1, 2), 0)).toEqual({ hasLeader: 1 });
  expect(ratesBetween(null, scrape(lines(1, 1), 0)).values).toEqual({ hasLeader: 1 });
});

it('knows a restart by its calls where the system tells no start', () => {
  const lines = (started: number) => `etcd_server_slow_apply_total 5\ngrpc_server_started_total ${started}`;
  const of = (before: string, after: string) =>
    ratesBetween(scrape(before, 0), scrape(after, 5_000)).values.slowApplies;
  expect(of(lines(10), lines(11))).toBe(0);
  expect(of(lines(10), lines(9))).toBeUndefined();
});

it('leaves out what no member can have', () => {
  const text =
    'etcd_server_has_leader NaN\netcd_server_proposals_pending -1\netcd_mvcc_db_total_size_in_bytes +Inf\netcd_debugging_mvcc_keys_total 7';
  expect(ratesBetween(null, scrape(text, 0)).values).toEqual({ keys: 7 });
});

it('counts failed calls by the codes of etcd’s alerts', () => {
  const handled = (ok: number, unavailable: number, notFound: number) =>
    [
      'etcd_server_has_leader 1',
      `grpc_server_handled_total{grpc_code="OK"} ${ok}`,
      `grpc_server_handled_total{grpc_code="NotFound"} ${notFound}`,
      // It appears with the first such failure.
      ...(unavailable === 0 ? [] : [`grpc_server_handled_total{grpc_code="Unavailable"} ${unavailable}`]),
    ].join('\n');
  const { values } = ratesBetween(scrape(handled(0, 0, 0), 0), scrape(handled(60, 20, 20), 10_000));
  expect(values).toMatchObject({ grpcRate: 10, grpcErrorRate: 2, grpcErrorShare: 0.2 });
  const idle = ratesBetween(scrape(handled(0, 0, 0), 0), scrape(handled(0, 0, 0), 10_000)).values;
  expect(idle.grpcErrorShare).toBeUndefined();
});

it('gives the slowest of the round trips, and each by its peer', () => {
  const trips = (to: string, fast: number, all: number) =>
    [
      `etcd_network_peer_round_trip_time_seconds_bucket{To="${to}",le="0.1"} ${fast}`,
      `etcd_network_peer_round_trip_time_seconds_bucket{To="${to}",le="0.2"} ${all}`,
      `etcd_network_peer_round_trip_time_seconds_bucket{To="${to}",le="+Inf"} ${all}`,
    ].join('\n');
  const text = (...parts: string[]) => ['etcd_server_has_leader 1', ...parts].join('\n');
  const before = scrape(text(trips('a', 0, 0), trips('0b', 0, 0), trips('../c', 0, 0)), 0);
  const after = scrape(text(trips('a', 1, 1), trips('0b', 0, 1), trips('../c', 0, 9)), 5_000);
  const { values, peers } = ratesBetween(before, after);
  expect(peers.map(({ to }) => to)).toEqual(['a', 'b']);
  expect(peers[1]?.p99).toBeCloseTo(0.199, 12);
  expect(values.peerRoundTripP99).toBe(peers[1]?.p99);
  const minute = ratesBetween(after, scrape(text(trips('a', 1, 1)), 10_000), before);
  expect(minute.peers.map(({ to }) => to)).toEqual(['a']);
});

it('reads whose metrics they are', () => {
  const id = (label: string, value = 1) => memberOf(scrape(`etcd_server_id{server_id="${label}"} ${value}`, 0));
  expect(id('643be4ff286cd88e')).toBe('643be4ff286cd88e');
  expect(id('00fe')).toBe('fe');
  expect(id('fe', 0)).toBeNull();
  expect(id('x'.repeat(99))).toBeNull();
  expect(memberOf(scrape('etcd_server_has_leader 1', 0))).toBeNull();
  expect(sumOf(scrape('etcd_server_has_leader 1', 0), 'etcd_x')).toBeNull();
});
