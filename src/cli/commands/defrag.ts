import type { Command } from 'commander';
import type { MemberId } from '../../contract/ids.ts';
import { type ActOptions, runAct, withActFlags } from '../act.ts';
import type { Start } from '../invocation.ts';
import { parseMemberId } from '../member-id.ts';

interface DefragOptions extends ActOptions {
  readonly member?: readonly MemberId[];
}

export function addDefrag(program: Command, start: Start): void {
  withActFlags(
    program
      .command('defrag')
      .option('--member <ids...>', 'only these members; all voting members by default', collect)
      .description('defragment members one by one, the leader last; each answers nothing meanwhile; asks before'),
  ).action((options: DefragOptions) =>
    start('long', (invocation) =>
      runAct(invocation, options, {
        plan: ({ api, connection }, signal) =>
          api.plans.planDefragment({ connection, members: options.member ?? null }, { signal }),
      }),
    ),
  );
}

const collect = (text: string, before: readonly MemberId[] | undefined): readonly MemberId[] => [
  ...(before ?? []),
  ...text.split(',').map(parseMemberId),
];
