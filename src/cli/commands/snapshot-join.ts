import type { Command } from 'commander';
import type { JoinOptions } from '../actions/snapshot-join.ts';
import type { Start } from '../invocation.ts';

export function addSnapshotJoin(snapshot: Command, start: Start): void {
  snapshot
    .command('join')
    .argument('<file>')
    .description(
      'make one snapshot of a Full-… file of etcd-backup-restore and the Incr-… files after it, with a throw-away member on 127.0.0.1; exit 1 where not all of them can be read',
    )
    .requiredOption('--into <file>', 'the new file')
    .option('--etcd <folder>', 'the folder of etcd and etcdutl; those of the settings or on PATH by default')
    .action((file: string, options: JoinOptions) =>
      start('long', async (invocation) =>
        (await import('../actions/snapshot-join.ts')).join(invocation, file, options),
      ),
    );
}
