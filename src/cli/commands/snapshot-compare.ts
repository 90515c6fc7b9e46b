import type { Command } from 'commander';
import type { CompareOptions } from '../actions/snapshot-compare.ts';
import type { Start } from '../invocation.ts';

export function addSnapshotCompare(snapshot: Command, start: Start): void {
  snapshot
    .command('compare')
    .argument('<file>')
    .argument('<other>', 'another snapshot, or `live`: the cluster as it is now')
    .description('count the keys that differ: added, removed and changed in the second one')
    .option('--keys', 'print each of them as well, on a line of its own')
    .action((file: string, other: string, options: CompareOptions) =>
      start('long', async (invocation) =>
        (await import('../actions/snapshot-compare.ts')).compare(invocation, file, other, options),
      ),
    );
}
