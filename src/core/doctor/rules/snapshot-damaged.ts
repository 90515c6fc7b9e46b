import { basename } from 'node:path';
import type { CataloguedSnapshot } from '../../../contract/snapshots.ts';
import { finding } from '../../members/findings.ts';
import type { Rule } from './rule.ts';

/** Finds that the newest known snapshot is damaged, whatever older ones are. */
export const snapshotDamaged: Rule<readonly CataloguedSnapshot[]> = {
  code: 'SnapshotDamaged',
  source: 'etcdeck',
  thresholds: {},
  find: ([newest]) => {
    if (newest?.checked?.verdict !== 'damaged') return [];
    const { file, at, checked } = newest;
    return [
      finding('SnapshotDamaged', 'warning', { detail: { file: basename(file), at, evidence: checked.message ?? '' } }),
    ];
  },
};
