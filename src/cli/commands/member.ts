import type { Command } from 'commander';
import { type ActOptions, withActFlags } from '../act-flags.ts';
import type { AddOptions, PeerURLOptions } from '../actions/member.ts';
import type { Start } from '../invocation.ts';

export function addMember(program: Command, start: Start): void {
  const actions = () => import('../actions/member.ts');
  const member = program
    .command('member')
    .description('add, promote, remove, replace and update members; each asks before');
  withPeerURLs(member.command('add'))
    .argument('<name>')
    .option('--voter', 'as a voting member at once; without, as a learner, to be promoted once it has caught up')
    .description('add a member, and print how to start it')
    .action((name: string, options: AddOptions) =>
      start('long', async (invocation) => (await actions()).add(invocation, name, options)),
    );
  withActFlags(member.command('promote'))
    .argument('<member>', 'a learner, by its ID or name')
    .description('make a learner that has caught up a voting member')
    .action((of: string, options: ActOptions) =>
      start('long', async (invocation) => (await actions()).promote(invocation, of, options)),
    );
  withActFlags(member.command('remove'))
    .argument('<member>', 'the member, by its ID or name')
    .description('remove a member for good')
    .action((of: string, options: ActOptions) =>
      start('long', async (invocation) => (await actions()).remove(invocation, of, options)),
    );
  withPeerURLs(member.command('update'))
    .argument('<member>', 'the member, by its ID or name')
    .description("change a member's peer URLs")
    .action((of: string, options: PeerURLOptions) =>
      start('long', async (invocation) => (await actions()).update(invocation, of, options)),
    );
  withPeerURLs(member.command('replace'))
    .argument('<member>', 'the member that is down, by its ID or name')
    .argument('<name>', "the new member's name")
    .description('remove a member that is down, add a learner in its place, and print how to start that')
    .action((of: string, name: string, options: PeerURLOptions) =>
      start('long', async (invocation) => (await actions()).replace(invocation, of, name, options)),
    );
}

function withPeerURLs(command: Command): Command {
  return withActFlags(command).requiredOption('--peer-urls <urls...>', 'its peer URLs, apart or separated by commas');
}
