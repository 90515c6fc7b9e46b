import type { Command } from 'commander';
import type { ListOptions } from '../actions/snapshot-list.ts';
import type { Start } from '../invocation.ts';

export function addSnapshotList(snapshot: Command, start: Start): void {
  snapshot
    .command('list')
    .description(
      "list the snapshots that were saved, and those of the catalogue's folders, newest first; dials nothing",
    )
    .option('--store <name>', 'list those of an object store in their place')
    .action((options: ListOptions) =>
      start('short', async (invocation) => (await import('../actions/snapshot-list.ts')).list(invocation, options)),
    );
}
