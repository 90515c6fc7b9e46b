import type { Severity } from '../../../contract/findings.ts';
import { finding } from '../../members/findings.ts';
import type { Rule } from './rule.ts';

/** The newest known snapshot. */
export interface SnapshotInput {
  /** The folder that was searched; `null`: none. */
  readonly folder: string | null;
  readonly newest: { readonly file: string; readonly at: number } | null;
  readonly now: number;
}

const thresholds = { hours: 24 };

/** Without a folder, snapshots saved by other tools are unknown. */
const severityFor = (folder: string | null): Severity => (folder === null ? 'info' : 'warning');

/** Finds a cluster without a known snapshot. */
export const noSnapshot: Rule<SnapshotInput> = {
  code: 'NoSnapshot',
  source: 'etcdeck',
  thresholds: {},
  find: ({ folder, newest }) =>
    newest === null ? [finding('NoSnapshot', severityFor(folder), { detail: { folder: folder ?? '' } })] : [],
};

/** Finds a newest snapshot older than a day. */
export const snapshotOld: Rule<SnapshotInput> = {
  code: 'SnapshotOld',
  source: 'etcdeck',
  thresholds,
  find: ({ folder, newest, now }) => {
    if (newest === null || now - newest.at <= thresholds.hours * 3_600_000) return [];
    const hours = Math.floor((now - newest.at) / 3_600_000);
    return [finding('SnapshotOld', severityFor(folder), { detail: { at: newest.at, hours, file: newest.file } })];
  },
};
