import type { Command } from 'commander';
import type { PruneOptions } from '../actions/snapshot-prune.ts';
import type { Start } from '../invocation.ts';
import { wholeNumber } from '../numbers.ts';

export function addSnapshotPrune(snapshot: Command, start: Start): void {
  snapshot
    .command('prune')
    .description(
      'delete older copies in an object store: of each cluster by itself, and never the last one that is proved, nor what etcdeck did not name and upload',
    )
    .requiredOption('--store <name>', 'an object store that was set up on the Snapshots screen')
    .requiredOption('--keep-last <n>', 'how many of the newest stay', wholeNumber(1))
    .option('--keep-days <n>', 'for how many days the newest of each day stays', wholeNumber(0), 0)
    .option('--name <template>', 'only copies whose names were made of it', '{name}-{time}')
    .option('--plan', 'print what it would delete, and delete nothing')
    .option('--yes', 'delete it without asking')
    .action((options: PruneOptions) =>
      start('long', async (invocation) => (await import('../actions/snapshot-prune.ts')).prune(invocation, options)),
    );
}
