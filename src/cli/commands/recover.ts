import { type Command, Option } from 'commander';
import type { RecoverOptions } from '../actions/recover.ts';
import type { Start } from '../invocation.ts';

export function addRecover(program: Command, start: Start): void {
  program
    .command('recover')
    .description('when quorum is lost for good: who has most, and the commands of two ways back; changes nothing')
    .addOption(
      new Option('--layout <layout>', 'how members are run on their hosts')
        .choices(['kubeadm', 'systemd', 'plain'])
        .default('plain'),
    )
    .option('--from <endpoint>', 'recover from this survivor, and not from the one that has most')
    .option<readonly string[]>(
      '--without <member>',
      'leave out a member whose host is gone, by its ID or name; may be given again',
      (member, before) => [...before, member],
      [],
    )
    .action((options: RecoverOptions) =>
      start('long', async (invocation) => (await import('../actions/recover.ts')).recover(invocation, options)),
    );
}
