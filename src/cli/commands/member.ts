import type { Command } from 'commander';
import type { ConnectionId, MemberId } from '../../contract/ids.ts';
import type { PlanNotice, PlansApi } from '../../contract/plans.ts';
import { type ActOptions, runAct, withActFlags } from '../act.ts';
import type { Start } from '../invocation.ts';
import { memberIdOf } from '../member-id.ts';
import type { Session } from '../session.ts';

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
    .argument('<member>', 'a learner, by its ID or name')
    .description('make a learner that has caught up a voting member')
    .action((of: string, options: ActOptions) =>
      start('long', (invocation) =>
        runAct(invocation, options, {
          plan: (session, signal) =>
            planOf(session, of, signal, (plans, request) => plans.planMemberPromote(request, { signal })),
        }),
      ),
    );
  withActFlags(member.command('remove'))
    .argument('<member>', 'the member, by its ID or name')
    .description('remove a member for good')
    .action((of: string, options: ActOptions) =>
      start('long', (invocation) =>
        runAct(invocation, options, {
          plan: (session, signal) =>
            planOf(session, of, signal, (plans, request) => plans.planMemberRemove(request, { signal })),
        }),
      ),
    );
  withPeerURLs(member.command('update'))
    .argument('<member>', 'the member, by its ID or name')
    .description("change a member's peer URLs")
    .action((of: string, options: PeerURLOptions) => {
      const peerURLs = split(options.peerUrls);
      return start('long', (invocation) =>
        runAct(invocation, options, {
          plan: (session, signal) =>
            planOf(session, of, signal, (plans, request) =>
              plans.planMemberUpdate({ ...request, peerURLs }, { signal }),
            ),
        }),
      );
    });
  withPeerURLs(member.command('replace'))
    .argument('<member>', 'the member that is down, by its ID or name')
    .argument('<name>', "the new member's name")
    .description('remove a member that is down, add a learner in its place, and print how to start that')
    .action((of: string, name: string, options: PeerURLOptions) => {
      const peerURLs = split(options.peerUrls);
      return start('long', (invocation) =>
        runAct(invocation, options, {
          plan: (session, signal) =>
            planOf(session, of, signal, (plans, request) =>
              plans.planMemberReplace({ ...request, name, peerURLs }, { signal }),
            ),
          added: { name, peerURLs, isLearner: true },
        }),
      );
    });
}

/** Plans an act on the member that the operator names. */
async function* planOf(
  session: Session,
  of: string,
  signal: AbortSignal,
  plan: (
    plans: PlansApi,
    request: { readonly connection: ConnectionId; readonly member: MemberId },
  ) => AsyncIterable<PlanNotice>,
): AsyncGenerator<PlanNotice, void> {
  const { api, connection } = session;
  yield* plan(api.plans, { connection, member: await memberIdOf(session, of, signal) });
}

function withPeerURLs(command: Command): Command {
  return withActFlags(command).requiredOption('--peer-urls <urls...>', 'its peer URLs, apart or separated by commas');
}

/** Core says what is wrong with one. */
const split = (urls: readonly string[]): readonly string[] => urls.flatMap((url) => url.split(','));
