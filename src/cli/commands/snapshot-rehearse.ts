import type { Command } from 'commander';
import type { RehearseOptions } from '../actions/snapshot-rehearse.ts';
import type { Start } from '../invocation.ts';

export function addSnapshotRehearse(snapshot: Command, start: Start): void {
  snapshot
    .command('rehearse')
    .argument('<file>')
    .description('restore a snapshot into a throw-away member on 127.0.0.1, and compare what it serves with the file')
    .option('--etcd <folder>', 'the folder of etcd and etcdutl; those of the settings or on PATH by default')
    .action((file: string, options: RehearseOptions) =>
      start('long', async (invocation) =>
        (await import('../actions/snapshot-rehearse.ts')).rehearse(invocation, file, options),
      ),
    );
}
