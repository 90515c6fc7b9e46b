import { copyPlanSentences } from '../../contract/copy-plan-words.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { plural } from '../../contract/figures.ts';
import type { CopyDeletion, CopyPlan, CopyRetention } from '../../contract/object-stores.ts';
import { joined, type Printable, words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import { notDone } from '../guard.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { namedStore } from '../named-store.ts';
import { requireNoConnection } from '../profile.ts';
import { byteSize, table } from '../table.ts';
import { isYes } from '../yes-or-no.ts';

export interface PruneOptions {
  readonly store: string;
  readonly keepLast: number;
  readonly keepDays: number;
  readonly name: string;
  readonly plan?: boolean;
  readonly yes?: boolean;
}

export async function prune(invocation: Invocation, options: PruneOptions): Promise<ExitCode> {
  const { console, format, signal } = invocation;
  requireNoConnection(invocation.given);
  requireConsent(invocation, options);
  return await invocation.withApi(async ({ objectStores }) => {
    const { id } = await namedStore(objectStores, options.store);
    const request: CopyRetention = {
      ...{ store: id, clusterId: null, nameTemplate: options.name },
      retention: { last: options.keepLast, days: options.keepDays },
    };
    const plan = await objectStores.planRetention(request, { signal });
    if (options.plan) {
      await console.print(format === 'json' ? jsonLine(plan) : planText(plan));
      return 0;
    }
    if (plan.due.length > 0 && !options.yes) {
      console.tell(planText(plan));
      const question = words`Delete ${plural(plan.due.length, 'copy', 'copies')} from ${options.store}?`;
      if (!(await isYes(invocation, question))) return notDone(invocation);
    }
    const objects = plan.due.map(({ object }) => object);
    const done =
      plan.due.length === 0
        ? { deleted: [], left: [] }
        : await objectStores.deleteCopies({ ...request, objects }, { signal });
    await console.print(format === 'json' ? jsonLine({ ...done, kept: plan.kept }) : doneText(plan, done));
    const [first] = done.left;
    if (first === undefined) return 0;
    const message = `${plural(done.left.length, 'copy', 'copies')} that should go ${done.left.length === 1 ? 'is' : 'are'} left: ${first.failure.message}`;
    throw new EtcdeckError({ ...first.failure, message });
  });
}

/** Fails where it is neither asked for as a plan nor agreed to, and there is no terminal to ask on. Costs nothing. */
function requireConsent({ console }: Invocation, { plan, yes }: PruneOptions): void {
  if (plan && yes) {
    throw new EtcdeckError({ code: 'BadRequest', message: '--plan does nothing and --yes does; give one' });
  }
  if (plan || yes || console.canAsk) return;
  const message = 'there is no terminal to ask on: give --plan to see what would go, and --yes to delete it';
  throw new EtcdeckError({ code: 'BadRequest', message });
}

function planText(plan: CopyPlan): Printable {
  const rows = plan.due.map(({ savedAt, bytes, clusterId, proof, object }) => [
    new Date(savedAt).toISOString(),
    byteSize(bytes),
    clusterId,
    proof ?? '-',
    object,
  ]);
  const list = rows.length === 0 ? [] : [table(['SAVED', 'SIZE', 'CLUSTER', 'PROVED', 'GOES'], rows)];
  return joined([...list, ...copyPlanSentences(plan).map((sentence) => words`${sentence}\n`)]);
}

function doneText(plan: CopyPlan, { deleted, left }: CopyDeletion): Printable {
  const gone = deleted.map((object) => words`deleted ${object}\n`);
  const still = left.map(({ object, failure }) => words`left ${object}: ${failure.message} (${failure.code})\n`);
  const nothing = plan.due.length === 0 ? copyPlanSentences(plan).map((sentence) => words`${sentence}\n`) : [];
  return joined([...gone, ...still, ...nothing]);
}
