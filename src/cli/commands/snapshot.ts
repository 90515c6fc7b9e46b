import type { Command } from 'commander';
import type { Start } from '../invocation.ts';
import { addSnapshotCheck } from './snapshot-check.ts';
import { addSnapshotCompare } from './snapshot-compare.ts';
import { addSnapshotJoin } from './snapshot-join.ts';
import { addSnapshotList } from './snapshot-list.ts';
import { addSnapshotPrune } from './snapshot-prune.ts';
import { addSnapshotRehearse } from './snapshot-rehearse.ts';
import { addSnapshotRestore } from './snapshot-restore.ts';
import { addSnapshotSave } from './snapshot-save.ts';
import { addSnapshotStatus } from './snapshot-status.ts';
import { addSnapshotUpload } from './snapshot-upload.ts';

export function addSnapshot(program: Command, start: Start): void {
  const snapshot = program.command('snapshot').description('snapshots of a member');
  addSnapshotSave(snapshot, start);
  addSnapshotStatus(snapshot, start);
  addSnapshotList(snapshot, start);
  addSnapshotCheck(snapshot, start);
  addSnapshotCompare(snapshot, start);
  addSnapshotRestore(snapshot, start);
  addSnapshotRehearse(snapshot, start);
  addSnapshotJoin(snapshot, start);
  addSnapshotUpload(snapshot, start);
  addSnapshotPrune(snapshot, start);
}
