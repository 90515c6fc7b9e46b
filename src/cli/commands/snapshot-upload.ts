import type { Command } from 'commander';
import type { UploadOptions } from '../actions/snapshot-upload.ts';
import type { Start } from '../invocation.ts';

export function addSnapshotUpload(snapshot: Command, start: Start): void {
  snapshot
    .command('upload')
    .argument('<file>')
    .description(
      'copy a snapshot and its description to an object store; never overwrites, and leaves a whole object or none',
    )
    .requiredOption('--store <name>', 'an object store that was set up on the Snapshots screen')
    .action((file: string, options: UploadOptions) =>
      start('long', async (invocation) =>
        (await import('../actions/snapshot-upload.ts')).upload(invocation, file, options),
      ),
    );
}
