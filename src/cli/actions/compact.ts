import { EtcdeckError } from '../../contract/failure.ts';
import { runAct } from '../act.ts';
import type { ActOptions } from '../act-flags.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';

export interface CompactOptions extends ActOptions {
  readonly keep?: number;
  readonly physical?: boolean;
}

export function compact(
  invocation: Invocation,
  revision: number | undefined,
  options: CompactOptions,
): Promise<ExitCode> {
  const to = targetOf(revision, options.keep);
  return runAct(invocation, options, {
    plan: ({ api, connection }, signal) =>
      api.plans.planCompact({ connection, to, isPhysical: options.physical ?? false }, { signal }),
  });
}

function targetOf(revision: number | undefined, keepMs: number | undefined) {
  if (revision !== undefined && keepMs === undefined) return { revision };
  if (revision === undefined && keepMs !== undefined) return { keepMs: Math.ceil(keepMs) };
  throw new EtcdeckError({ code: 'BadRequest', message: 'give either a revision or --keep' });
}
