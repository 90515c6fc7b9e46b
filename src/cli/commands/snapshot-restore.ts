import { type Command, Option } from 'commander';
import type { RestoreOptions } from '../actions/snapshot-restore.ts';
import type { Start } from '../invocation.ts';
import { wholeNumber } from '../numbers.ts';

export function addSnapshotRestore(snapshot: Command, start: Start): void {
  snapshot
    .command('restore')
    .argument('<file>')
    .description('print the commands that restore a snapshot on every member; with --run, restore one member here')
    .option('--name <name>', 'the member that --run restores')
    .option('--initial-cluster <list>', 'every member, as name=peerURL,…; those in the file by default')
    .option('--initial-cluster-token <token>', 'a new one by default, so that no old member joins')
    .option('--data-dir <folder>', "a member's data-dir, on its host; with --run a folder here that is absent or empty")
    .option(
      '--bump-revision <n>',
      'raise the revision, and mark what was before as compacted; 1000000000 by default where the file is of Kubernetes',
      wholeNumber(1),
    )
    .option('--no-bump-revision', 'leave the revision as it is')
    .option('--skip-hash-check', 'for a file without a hash at its end, as the copy of a data-dir')
    .addOption(
      new Option('--layout <layout>', 'print the steps for every host as well, as its members are run').choices([
        'kubeadm',
        'systemd',
        'plain',
      ]),
    )
    .option('--tool <file>', 'etcdutl, or etcdctl before 3.6; those of the settings or on PATH by default')
    .option('--run', "restore this machine's member")
    .action((file: string, options: RestoreOptions) =>
      start('long', async (invocation) =>
        (await import('../actions/snapshot-restore.ts')).restore(invocation, file, options),
      ),
    );
}
