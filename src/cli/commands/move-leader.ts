import type { Command } from 'commander';
import { type ActOptions, runAct, withActFlags } from '../act.ts';
import type { Start } from '../invocation.ts';
import { memberIdOf } from '../member-id.ts';

export function addMoveLeader(program: Command, start: Start): void {
  withActFlags(
    program
      .command('move-leader')
      .argument(
        '[member]',
        'the member to lead, by its ID or name; where none is given, the healthy one with least lag',
      )
      .description('have another voting member lead; asks before'),
  ).action((of: string | undefined, options: ActOptions) =>
    start('long', (invocation) =>
      runAct(invocation, options, {
        async *plan(session, signal) {
          const { api, connection } = session;
          const member = of === undefined ? null : await memberIdOf(session, of, signal);
          yield* api.plans.planMoveLeader({ connection, member }, { signal });
        },
      }),
    ),
  );
}
