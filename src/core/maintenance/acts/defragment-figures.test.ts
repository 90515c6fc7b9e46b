import { expect, it } from 'vitest';
import { readMetrics } from '../../metrics/prometheus-text.ts';
import { defragmentFiguresIn } from './defragment-figures.ts';

const figuresIn = (text: string) => defragmentFiguresIn(readMetrics(new TextEncoder().encode(text), 0));

it('reads figures by their whole names', () => {
  const metrics = `# HELP etcd_disk_defrag_inflight Whether or not defrag is active on the member.
# TYPE etcd_disk_defrag_inflight gauge
etcd_disk_defrag_inflight 1
etcd_disk_backend_defrag_duration_seconds_bucket{le="0.1"} 7
etcd_disk_backend_defrag_duration_seconds_count 3
process_start_time_seconds 1.7e+09`;
  expect(figuresIn(metrics)).toEqual({ isDefragmenting: true, defragmentations: 3, startedAt: 1.7e9 });
});

it.each([
  ['names that only begin alike', 'etcd_disk_defrag_inflight_more 1\n'],
  ['what is no number', 'etcd_disk_defrag_inflight many\netcd_server_has_leader 1\n'],
])('knows nothing from %s', (_, text) => {
  expect(figuresIn(text)).toEqual({ isDefragmenting: null, defragmentations: null, startedAt: null });
});

it('knows that none runs', () => {
  expect(figuresIn('etcd_disk_defrag_inflight 0').isDefragmenting).toBe(false);
});
