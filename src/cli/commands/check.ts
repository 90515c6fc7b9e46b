import { type Command, Option } from 'commander';
import type { PerformanceLoad } from '../../contract/maintenance.ts';
import { withActFlags } from '../act-flags.ts';
import type { CheckOptions } from '../actions/check.ts';
import type { Start } from '../invocation.ts';

export function addCheck(program: Command, start: Start): void {
  withActFlags(
    program
      .command('check')
      .description('checks of a cluster')
      .command('perf')
      .addOption(new Option('--load <load>', 'how much is written').choices(loads).default('s'))
      .description('measure writes for a minute as `etcdctl check perf` does, and delete them; asks before'),
  ).action((options: CheckOptions) =>
    start('long', async (invocation) => (await import('../actions/check.ts')).check(invocation, options)),
  );
}

const loads: readonly PerformanceLoad[] = ['s', 'm', 'l', 'xl'];
