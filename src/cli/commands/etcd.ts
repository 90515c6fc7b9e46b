import type { Command } from 'commander';
import type { GetOptions } from '../actions/etcd.ts';
import type { Start } from '../invocation.ts';

export function addEtcd(program: Command, start: Start): void {
  const etcd = program
    .command('etcd')
    .description('the etcd that runs sandboxes and rehearsals on this machine, and how to get one');
  etcd
    .command('where')
    .description('say which etcd is used here, or how to get one; exit 1 where there is none')
    .action(() => start('short', async (invocation) => (await import('../actions/etcd.ts')).where(invocation)));
  etcd
    .command('get')
    .description("get etcd and its tools where there is none, into a folder of etcdeck's own; asks first")
    .option(
      '--way <way>',
      'download, package or build; the first one that is possible here by default, and with one that is there another one',
    )
    .option('--mirror <url>', 'a mirror of etcd’s releases, remembered in the settings; "none" forgets it')
    .option('--archive <url>', 'an archive of your own, remembered in the settings, with its --sha256')
    .option('--sha256 <hex>', 'of the --archive')
    .option('--yes', 'get it without asking')
    .action((options: GetOptions) =>
      start('long', async (invocation) => (await import('../actions/etcd.ts')).get(invocation, options)),
    );
}
