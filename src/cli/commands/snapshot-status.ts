import type { Command } from 'commander';
import type { Start } from '../invocation.ts';

export function addSnapshotStatus(snapshot: Command, start: Start): void {
  snapshot
    .command('status')
    .argument('<file>')
    .description('read a snapshot whole: what is in it, and whether it is; exit 1 when it is damaged')
    .action((file: string) =>
      start('long', async (invocation) => (await import('../actions/snapshot-status.ts')).status(invocation, file)),
    );
}
