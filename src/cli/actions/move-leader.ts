import { runAct } from '../act.ts';
import type { ActOptions } from '../act-flags.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { memberIdOf } from '../member-id.ts';

export function moveLeader(invocation: Invocation, of: string | undefined, options: ActOptions): Promise<ExitCode> {
  return runAct(invocation, options, {
    async *plan(session, signal) {
      const { api, connection } = session;
      const member = of === undefined ? null : await memberIdOf(session, of, signal);
      yield* api.plans.planMoveLeader({ connection, member }, { signal });
    },
  });
}
