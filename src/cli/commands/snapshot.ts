import type { Command } from 'commander';
import type { Start } from '../invocation.ts';
import { addSnapshotCompare } from './snapshot-compare.ts';
import { addSnapshotSave } from './snapshot-save.ts';

export function addSnapshot(program: Command, start: Start): void {
  const snapshot = program.command('snapshot').description('snapshots of a member');
  for (const add of [addSnapshotSave, addSnapshotCompare]) add(snapshot, start);
}
