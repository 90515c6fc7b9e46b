import { expect, it } from 'vitest';
import { figuresIn } from './member-figures.ts';

const metrics = `# HELP etcd_disk_defrag_inflight Whether or not defrag is active on the member.
# TYPE etcd_disk_defrag_inflight gauge
etcd_disk_defrag_inflight 1
etcd_disk_backend_defrag_duration_seconds_bucket{le="0.1"} 7
etcd_disk_backend_defrag_duration_seconds_count 3
etcd_server_quota_backend_bytes 2.147483648e+09
process_start_time_seconds 1.7e+09`;

it('reads figures by their whole names', () => {
  expect(figuresIn(metrics)).toEqual({
    quota: 2 ** 31,
    isDefragmenting: true,
    defragmentations: 3,
    startedAt: 1.7e9,
  });
});

it.each([
  ['nothing', ''],
  ['names that only begin alike', 'etcd_disk_defrag_inflight_more 1\nxetcd_server_quota_backend_bytes 1\n'],
  ['what is no number', 'etcd_server_quota_backend_bytes many\nprocess_start_time_seconds +Inf\n'],
])('knows nothing from %s', (_, text) => {
  expect(figuresIn(text)).toEqual({
    ...{ quota: null, isDefragmenting: null, defragmentations: null, startedAt: null },
  });
});

it('reads the first line as well as the last', () => {
  expect(figuresIn('etcd_disk_defrag_inflight 0').isDefragmenting).toBe(false);
});
