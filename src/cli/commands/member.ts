import type { Command } from 'commander';
import type { MemberId } from '../../contract/ids.ts';
import { type ActOptions, runAct, withActFlags } from '../act.ts';
import type { Start } from '../invocation.ts';
import { parseMemberId } from '../member-id.ts';

interface PeerURLOptions extends ActOptions {
  readonly peerUrls: readonly string[];
}

interface AddOptions extends PeerURLOptions {
  readonly voter?: boolean;
}

export function addMember(program: Command, start: Start): void {
  const member = program
    .command('member')
    .description('add, promote, remove, replace and update members; each asks before');
  withPeerURLs(member.command('add'))
    .argument('<name>')
    .option('--voter', 'as a voting member at once; without, as a learner, to be promoted once it has caught up')
    .description('add a member, and print how to start it')
    .action((name: string, options: AddOptions) => {
      const peerURLs = split(options.peerUrls);
      const isLearner = !options.voter;
      return start('long', (invocation) =>
        runAct(invocation, options, {
          plan: ({ api, connection }, signal) =>
            api.plans.planMemberAdd({ connection, name, peerURLs, isLearner }, { signal }),
          added: { name, peerURLs, isLearner },
        }),
      );
    });
  withActFlags(member.command('promote'))
    .argument('<id>', 'a learner', parseMemberId)
    .description('make a learner that has caught up a voting member')
    .action((id: MemberId, options: ActOptions) =>
      start('long', (invocation) =>
        runAct(invocation, options, {
          plan: ({ api, connection }, signal) => api.plans.planMemberPromote({ connection, member: id }, { signal }),
        }),
      ),
    );
  withActFlags(member.command('remove'))
    .argument('<id>', 'the member', parseMemberId)
    .description('remove a member for good')
    .action((id: MemberId, options: ActOptions) =>
      start('long', (invocation) =>
        runAct(invocation, options, {
          plan: ({ api, connection }, signal) => api.plans.planMemberRemove({ connection, member: id }, { signal }),
        }),
      ),
    );
  withPeerURLs(member.command('update'))
    .argument('<id>', 'the member', parseMemberId)
    .description("change a member's peer URLs")
    .action((id: MemberId, options: PeerURLOptions) => {
      const peerURLs = split(options.peerUrls);
      return start('long', (invocation) =>
        runAct(invocation, options, {
          plan: ({ api, connection }, signal) =>
            api.plans.planMemberUpdate({ connection, member: id, peerURLs }, { signal }),
        }),
      );
    });
  withPeerURLs(member.command('replace'))
    .argument('<id>', 'the member that is down', parseMemberId)
    .argument('<name>', "the new member's name")
    .description('remove a member that is down, add a learner in its place, and print how to start that')
    .action((id: MemberId, name: string, options: PeerURLOptions) => {
      const peerURLs = split(options.peerUrls);
      return start('long', (invocation) =>
        runAct(invocation, options, {
          plan: ({ api, connection }, signal) =>
            api.plans.planMemberReplace({ connection, member: id, name, peerURLs }, { signal }),
          added: { name, peerURLs, isLearner: true },
        }),
      );
    });
}

function withPeerURLs(command: Command): Command {
  return withActFlags(command).requiredOption('--peer-urls <urls...>', 'its peer URLs, apart or separated by commas');
}

/** Core says what is wrong with one. */
const split = (urls: readonly string[]): readonly string[] => urls.flatMap((url) => url.split(','));
