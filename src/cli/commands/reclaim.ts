import type { Command } from 'commander';
import { type ActOptions, runAct, withActFlags } from '../act.ts';
import { duration } from '../durations.ts';
import type { Start } from '../invocation.ts';

interface ReclaimOptions extends ActOptions {
  readonly keep?: number;
}

export function addReclaim(program: Command, start: Start): void {
  withActFlags(
    program
      .command('reclaim')
      .option('--keep <duration>', 'the history to keep, as 1h; none by default', duration)
      .description('the way out of NOSPACE: compact, defragment each member, clear the alarm; asks before'),
  ).action((options: ReclaimOptions) =>
    start('long', (invocation) =>
      runAct(invocation, options, {
        plan: ({ api, connection }, signal) =>
          api.plans.planReclaim({ connection, keepMs: Math.ceil(options.keep ?? 0) }, { signal }),
      }),
    ),
  );
}
