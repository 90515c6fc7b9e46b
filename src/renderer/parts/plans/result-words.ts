import type { OperationsReport } from '../../../contract/execution.ts';
import type { StepResult } from '../../../contract/operations.ts';
import type { Plan } from '../../../contract/plans.ts';
import { formatBytes, formatCount, formatDuration } from '../../ui/format.ts';

/** What a step brought about, as a part of a sentence; `null`: its state says all of it. */
export function resultWords(result: StepResult): string | null {
  switch (result.kind) {
    case 'memberAdded':
      return null;
    case 'defragmented':
      return sizesWords(result.before, result.after);
    case 'compacted':
      return `history is kept from revision ${formatCount(result.revision)} on`;
    case 'leaseGranted':
      return `granted for ${formatDuration(result.ttl * 1_000)}`;
    case 'performance': {
      const { passed, writesPerSecond, slowestMs, errors, wasAppBusy, isCleanedUp, prefix } = result.performance;
      return [
        passed ? 'passed' : 'did not pass',
        `${formatCount(Math.round(writesPerSecond))} writes/s, the slowest ${formatDuration(slowestMs)}`,
        ...(errors === 0 ? [] : [`${formatCount(errors)} failed`]),
        ...(wasAppBusy ? ['etcdeck itself was busy: the cluster may be faster'] : []),
        ...(isCleanedUp ? [] : [`keys beneath ${prefix} are left behind: delete them`]),
      ].join('; ');
    }
  }
}

function sizesWords(before: number | null, after: number | null): string | null {
  if (before === null || after === null) return null;
  const won = before - after;
  return `${formatBytes(before)} → ${formatBytes(after)}, ${won > 0 ? `${formatBytes(won)} won` : 'nothing won'}`;
}

/** What the steps of a plan brought about, each with its target, in one line; `null`: nothing to tell of. */
export function broughtWords({ results }: OperationsReport, { body }: Pick<Plan, 'body'>): string | null {
  if (body.kind !== 'operations') return null;
  const told = body.steps.flatMap(({ target }, at) => {
    const result = results[at] ?? null;
    const words = result === null ? null : resultWords(result);
    if (words === null) return [];
    // A name keeps its own case.
    return target.kind === 'cluster' ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : `${target.text}: ${words}`;
  });
  if (told.length === 0) return null;
  return `${told.join('; ')}.`;
}
