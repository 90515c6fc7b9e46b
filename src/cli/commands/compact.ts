import type { Command } from 'commander';
import { withActFlags } from '../act-flags.ts';
import type { CompactOptions } from '../actions/compact.ts';
import { duration } from '../durations.ts';
import type { Start } from '../invocation.ts';
import { wholeNumber } from '../numbers.ts';

export function addCompact(program: Command, start: Start): void {
  withActFlags(
    program
      .command('compact')
      .argument('[revision]', 'the oldest revision to keep', wholeNumber(1))
      .option('--keep <duration>', 'keep what was written in this time, as 1h, where it is known', duration)
      .option('--physical', 'wait until the leader has freed its pages')
      .description('give up the history before a revision; asks before'),
  ).action((revision: number | undefined, options: CompactOptions) =>
    start('long', async (invocation) => (await import('../actions/compact.ts')).compact(invocation, revision, options)),
  );
}
