import type { Command } from 'commander';
import type { MemberId } from '../../contract/ids.ts';
import { words } from '../../core/terminal/printable.ts';
import { type ActOptions, runAct, withActFlags } from '../act.ts';
import { defragmentedJson } from '../act-words.ts';
import type { Start } from '../invocation.ts';
import { memberIdIn } from '../member-id.ts';
import type { Session } from '../session.ts';

interface DefragOptions extends ActOptions {
  readonly member?: readonly string[];
}

export function addDefrag(program: Command, start: Start): void {
  withActFlags(
    program
      .command('defrag')
      .option('--member <members...>', 'only these members, by ID or name; all voting members by default', collect)
      .description('defragment members one by one, the leader last; each answers nothing meanwhile; asks before'),
  ).action((options: DefragOptions) =>
    start('long', (invocation) =>
      runAct(invocation, options, {
        plan: async function* ({ api, connection }, signal) {
          const members = await idsOf({ api, connection }, options.member ?? null, signal);
          yield* api.plans.planDefragment({ connection, members }, { signal });
        },
        answer: (report) => ({ json: { members: defragmentedJson(report) }, text: words`` }),
      }),
    ),
  );
}

const collect = (text: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  ...text.split(','),
];

/** Reads the member list once for all names. */
async function idsOf(
  { api, connection }: Pick<Session, 'api' | 'connection'>,
  named: readonly string[] | null,
  signal: AbortSignal,
): Promise<readonly MemberId[] | null> {
  if (named === null) return null;
  const { members } = await api.cluster.status({ connection }, { signal });
  return named.map((text) => memberIdIn(members, text));
}
