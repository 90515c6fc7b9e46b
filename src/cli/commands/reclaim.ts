import type { Command } from 'commander';
import { withActFlags } from '../act-flags.ts';
import type { ReclaimOptions } from '../actions/reclaim.ts';
import { duration } from '../durations.ts';
import type { Start } from '../invocation.ts';

export function addReclaim(program: Command, start: Start): void {
  withActFlags(
    program
      .command('reclaim')
      .option('--keep <duration>', 'the history to keep, as 1h; none by default', duration)
      .description('the way out of NOSPACE: compact, defragment each member, clear the alarm; asks before'),
  ).action((options: ReclaimOptions) =>
    start('long', async (invocation) => (await import('../actions/reclaim.ts')).reclaim(invocation, options)),
  );
}
