import { finding } from '../../members/findings.ts';
import { leastSlow, type MetricsInput, type Rule } from './rule.ts';

/** `…Bound`: the upper bound of the bucket with the threshold. */
const fsync = { p99: 0.5, bound: 0.512, criticalP99: 1, criticalBound: 1.024, slow: leastSlow };
const commit = { p99: 0.25, bound: 0.256, slow: leastSlow };

/** Finds slow syncs of the write-ahead log, which every write waits for. */
export const slowFsync: Rule<MetricsInput> = {
  code: 'SlowFsync',
  source: 'etcd-mixin etcdHighFsyncDurations',
  thresholds: fsync,
  find: ({ readings }) =>
    readings.flatMap(({ member, fsync: took }) => {
      if (took === null || took.p99 <= fsync.p99 || took.slower(fsync.bound) < fsync.slow) return [];
      const isCritical = took.p99 > fsync.criticalP99 && took.slower(fsync.criticalBound) >= fsync.slow;
      const threshold = isCritical ? fsync.criticalP99 : fsync.p99;
      return [
        finding('SlowFsync', isCritical ? 'critical' : 'warning', { member, detail: { p99: took.p99, threshold } }),
      ];
    }),
};

/** Finds slow commits of the database, which happen in batches after the log. */
export const slowCommit: Rule<MetricsInput> = {
  code: 'SlowCommit',
  source: 'etcd-mixin etcdHighCommitDurations',
  thresholds: commit,
  find: ({ readings }) =>
    readings.flatMap(({ member, commit: took }) => {
      if (took === null || took.p99 <= commit.p99 || took.slower(commit.bound) < commit.slow) return [];
      return [finding('SlowCommit', 'warning', { member, detail: { p99: took.p99, threshold: commit.p99 } })];
    }),
};
