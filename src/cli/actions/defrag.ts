import type { MemberId } from '../../contract/ids.ts';
import { words } from '../../core/terminal/printable.ts';
import { runAct } from '../act.ts';
import type { ActOptions } from '../act-flags.ts';
import { defragmentedJson } from '../act-words.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { memberIdIn } from '../member-id.ts';
import type { Session } from '../session.ts';

export interface DefragOptions extends ActOptions {
  readonly member?: readonly string[];
}

export function defragment(invocation: Invocation, options: DefragOptions): Promise<ExitCode> {
  return runAct(invocation, options, {
    plan: async function* ({ api, connection }, signal) {
      const members = await idsOf({ api, connection }, options.member ?? null, signal);
      yield* api.plans.planDefragment({ connection, members }, { signal });
    },
    answer: (report) => ({ json: { members: defragmentedJson(report) }, text: words`` }),
  });
}

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
