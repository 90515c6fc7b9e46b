import type { Command } from 'commander';
import type { MemberId } from '../../contract/ids.ts';
import { type ActOptions, runAct, withActFlags } from '../act.ts';
import type { Start } from '../invocation.ts';
import { parseMemberId } from '../member-id.ts';

export function addMoveLeader(program: Command, start: Start): void {
  withActFlags(
    program
      .command('move-leader')
      .argument('[id]', 'the member to lead; where none is given, the healthy one with least lag', parseMemberId)
      .description('have another voting member lead; asks before'),
  ).action((id: MemberId | undefined, options: ActOptions) =>
    start('long', (invocation) =>
      runAct(invocation, options, {
        plan: ({ api, connection }, signal) => api.plans.planMoveLeader({ connection, member: id ?? null }, { signal }),
      }),
    ),
  );
}
