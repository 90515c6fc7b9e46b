import type { Command } from 'commander';
import { type ActOptions, withActFlags } from '../act-flags.ts';
import type { Start } from '../invocation.ts';

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
    start('long', async (invocation) =>
      (await import('../actions/move-leader.ts')).moveLeader(invocation, of, options),
    ),
  );
}
