import type { OperationsReport } from '../../contract/execution.ts';
import type { PerformanceLoad, PerformanceResult } from '../../contract/maintenance.ts';
import { type Printable, words } from '../../core/terminal/printable.ts';
import { type ActAnswer, runAct } from '../act.ts';
import type { ActOptions } from '../act-flags.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { fields } from '../table.ts';

export interface CheckOptions extends ActOptions {
  readonly load: PerformanceLoad;
}

export function check(invocation: Invocation, options: CheckOptions): Promise<ExitCode> {
  return runAct(invocation, options, {
    plan: ({ api, connection }, signal) =>
      api.plans.planCheckPerformance({ connection, load: options.load }, { signal }),
    answer: answerOf,
  });
}

function answerOf({ results }: OperationsReport): ActAnswer {
  const found = results.find((result) => result?.kind === 'performance');
  const performance = found?.kind === 'performance' ? found.performance : null;
  return { json: { performance }, text: performance === null ? words`` : toText(performance) };
}

function toText(performance: PerformanceResult): Printable {
  const { writesPerSecond, slowestMs, standardDeviationMs, errors, passed, wasAppBusy } = performance;
  return fields([
    ['result', passed ? 'passed' : 'NOT PASSED'],
    ['writes a second', String(writesPerSecond)],
    ['slowest', `${slowestMs} ms`],
    ['deviation', `${standardDeviationMs} ms`],
    ['errors', String(errors)],
    ...(wasAppBusy ? [['note', 'this process was busy all the time: a slow figure may be its own'] as const] : []),
    ['its keys', performance.isCleanedUp ? 'deleted' : words`MAY BE LEFT beneath ${performance.prefix}`],
  ]);
}
