import type { Command } from 'commander';
import type { Start } from '../invocation.ts';

export function addSnapshotCheck(snapshot: Command, start: Start): void {
  snapshot
    .command('check')
    .argument('<files...>')
    .description('read snapshots whole and say of each whether it is; exit 1 when one is damaged')
    .action((files: readonly string[]) =>
      start('long', async (invocation) => (await import('../actions/snapshot-check.ts')).check(invocation, files)),
    );
}
