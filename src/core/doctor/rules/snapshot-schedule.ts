import type { ScheduleState } from '../../../contract/snapshots.ts';
import { finding } from '../../members/findings.ts';
import type { Rule } from './rule.ts';

/** Finds that a connection's schedule of snapshots fails, or has missed runs. */
export const snapshotScheduleFails: Rule<ScheduleState> = {
  code: 'SnapshotScheduleFails',
  source: 'etcdeck',
  thresholds: {},
  find: ({ schedule, lastSuccess, lastFailure, missed }) => {
    if (schedule === null || !schedule.isEnabled) return [];
    const last = lastFailure !== null && lastFailure.at >= (lastSuccess?.at ?? 0) ? lastFailure : null;
    if (last === null && missed === 0) return [];
    // What was missed is made up for by one run; the age of the newest snapshot is a finding of its own.
    const severity = last === null ? 'info' : 'warning';
    const detail = { missed, failedAt: last?.at ?? 0 };
    return [finding('SnapshotScheduleFails', severity, { detail, failure: last?.failure ?? null })];
  },
};
