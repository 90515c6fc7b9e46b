import { runAct } from '../act.ts';
import type { ActOptions } from '../act-flags.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';

export interface ReclaimOptions extends ActOptions {
  readonly keep?: number;
}

export function reclaim(invocation: Invocation, options: ReclaimOptions): Promise<ExitCode> {
  return runAct(invocation, options, {
    plan: ({ api, connection }, signal) =>
      api.plans.planReclaim({ connection, keepMs: Math.ceil(options.keep ?? 0) }, { signal }),
  });
}
