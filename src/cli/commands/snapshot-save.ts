import type { Command } from 'commander';
import type { SaveOptions } from '../actions/snapshot-save.ts';
import type { Start } from '../invocation.ts';

export function addSnapshotSave(snapshot: Command, start: Start): void {
  snapshot
    .command('save')
    .argument('<file>')
    .description("save a member's database into a new file, its hash checked; never overwrites")
    .option('--check', 'read the whole file afterwards: structure, every record, the revision it has', true)
    .option('--no-check', 'do not read it')
    .action((file: string, options: SaveOptions) =>
      start('long', async (invocation) =>
        (await import('../actions/snapshot-save.ts')).save(invocation, file, options),
      ),
    );
}
