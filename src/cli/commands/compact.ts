import type { Command } from 'commander';
import { EtcdeckError } from '../../contract/failure.ts';
import { type ActOptions, runAct, withActFlags } from '../act.ts';
import { duration } from '../durations.ts';
import type { Start } from '../invocation.ts';
import { wholeNumber } from '../numbers.ts';

interface CompactOptions extends ActOptions {
  readonly keep?: number;
  readonly physical?: boolean;
}

export function addCompact(program: Command, start: Start): void {
  withActFlags(
    program
      .command('compact')
      .argument('[revision]', 'the oldest revision to keep', wholeNumber(1))
      .option('--keep <duration>', 'keep what was written in this time, as 1h, where it is known', duration)
      .option('--physical', 'wait until the leader has freed its pages')
      .description('give up the history before a revision; asks before'),
  ).action((revision: number | undefined, options: CompactOptions) =>
    start('long', (invocation) => {
      const to = targetOf(revision, options.keep);
      return runAct(invocation, options, {
        plan: ({ api, connection }, signal) =>
          api.plans.planCompact({ connection, to, isPhysical: options.physical ?? false }, { signal }),
      });
    }),
  );
}

function targetOf(revision: number | undefined, keepMs: number | undefined) {
  if (revision !== undefined && keepMs === undefined) return { revision };
  if (revision === undefined && keepMs !== undefined) return { keepMs: Math.ceil(keepMs) };
  throw new EtcdeckError({ code: 'BadRequest', message: 'give either a revision or --keep' });
}
