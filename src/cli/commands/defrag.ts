import type { Command } from 'commander';
import { withActFlags } from '../act-flags.ts';
import type { DefragOptions } from '../actions/defrag.ts';
import type { Start } from '../invocation.ts';

export function addDefrag(program: Command, start: Start): void {
  withActFlags(
    program
      .command('defrag')
      .option('--member <members...>', 'only these members, by ID or name; all voting members by default', collect)
      .description('defragment members one by one, the leader last; each answers nothing meanwhile; asks before'),
  ).action((options: DefragOptions) =>
    start('long', async (invocation) => (await import('../actions/defrag.ts')).defragment(invocation, options)),
  );
}

const collect = (text: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  ...text.split(','),
];
