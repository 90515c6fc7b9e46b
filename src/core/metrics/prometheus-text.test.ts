import { expect, it } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import { readMetrics } from './prometheus-text.ts';

const read = (text: string) => readMetrics(new TextEncoder().encode(text), 1_000);
const seriesIn = (text: string) =>
  [...read(`etcd_known 1\n${text}`).series]
    .filter(([name]) => name !== 'etcd_known')
    .flatMap(([name, series]) => series.map(({ labels, value }) => [name, Object.fromEntries(labels), value] as const));

it.each([
  ['etcd_server_has_leader 1', ['etcd_server_has_leader', {}, 1]],
  ['etcd_x{a="b"} 2', ['etcd_x', { a: 'b' }, 2]],
  ['etcd_x{a="b",c="d",} 2 1395066363000', ['etcd_x', { a: 'b', c: 'd' }, 2]],
  ['etcd_x{} 2', ['etcd_x', {}, 2]],
  ['etcd_x{ a = "b" , c="d" }  2', ['etcd_x', { a: 'b', c: 'd' }, 2]],
  ['etcd_x{a="q\\"\\\\\\n{} ,="} 1.6777216e+07', ['etcd_x', { a: 'q"\\\n{} ,=' }, 16777216]],
  ['etcd_x{a=""} -1.5e-3', ['etcd_x', { a: '' }, -0.0015]],
  ['etcd_x NaN', ['etcd_x', {}, Number.NaN]],
  ['etcd_x +Inf', ['etcd_x', {}, Number.POSITIVE_INFINITY]],
  ['etcd_x -Inf', ['etcd_x', {}, Number.NEGATIVE_INFINITY]],
  ['process_open_fds 16\r', ['process_open_fds', {}, 16]],
])('reads %j', (line, expected) => {
  expect(seriesIn(line)).toEqual([expected]);
});

it.each([
  '# TYPE etcd_x counter',
  'go_goroutines 12',
  'etcd_x',
  'etcd_x ',
  'etcd_x 1 2 3',
  'etcd_x 1 soon',
  'etcd_x 0x10',
  'etcd_x 1,5',
  'etcd_x{a="b" 1',
  'etcd_x{a=b} 1',
  'etcd_x{a="b',
  'etcd_x{="b"} 1',
  'etcd_x{a x="b"} 1',
  'etcd_x{a=x"b"} 1',
  'etcd_x{a="b\\"} 1',
  'etcd_ümlaut 1',
  'etcd-x 1',
])('leaves out %j', (line) => {
  expect(seriesIn(line)).toEqual([]);
});

it('gathers the buckets of a histogram by its labels', () => {
  const { histograms, series } = read(
    [
      'etcd_rtt_bucket{To="a",le="0.1"} 1',
      'etcd_rtt_bucket{To="a",le="+Inf"} 3',
      'etcd_rtt_sum{To="a"} 0.5',
      'etcd_rtt_count{To="a"} 3',
      'etcd_rtt_bucket{To="b",le="0.1"} 0',
      'etcd_rtt_bucket{To="b",le="many"} 9',
      'etcd_rtt_bucket{To="c"} 9',
    ].join('\n'),
  );
  const gathered = histograms
    .get('etcd_rtt')
    ?.map(({ labels, bounds, counts }) => ({ ...Object.fromEntries(labels), bounds, counts }));
  expect(gathered).toEqual([
    { To: 'a', bounds: [0.1, Number.POSITIVE_INFINITY], counts: [1, 3] },
    { To: 'b', bounds: [0.1], counts: [0] },
  ]);
  expect(series.get('etcd_rtt_count')?.[0]?.value).toBe(3);
});

it.each(['', '<html>not here</html>', 'go_goroutines 12\nprocess_open_fds 3'])(
  'takes %j for no metrics of etcd',
  (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'NoMetrics' }));
    expect(() => read(text)).toThrow(EtcdeckError);
  },
);
