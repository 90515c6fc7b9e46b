import type { Api } from '../../../contract/api.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { ExecutionReport, Plan } from '../../../contract/plans.ts';
import { failureOf } from '../../state/failure.ts';
import { type PlanRequest, showPlan } from '../../state/plans.ts';
import { startTask } from '../../state/tasks.ts';
import { showToast, type Toast } from '../../state/toasts.ts';
import { formatCount } from '../../ui/format.ts';
import { describeFailure } from '../failure-words.ts';
import { lostWrite } from './lost-words.ts';
import { changedIn, reportText } from './plan-words.ts';

/** Executes a plan as a task, and tells what became of it, with a way to undo it. */
export function executePlan(
  api: Pick<Api, 'plans'>,
  plan: Plan,
  confirmation: string | null,
  request: PlanRequest,
): void {
  startTask({
    title: request.doing,
    run: async ({ signal, report: progress }) => {
      const report = await execution(api, plan, confirmation, signal, (done, total) =>
        progress({ detail: `${formatCount(done)} of ${formatCount(total)}`, done, total }),
      ).catch((error: unknown) => {
        const { title, action } = describeFailure(failureOf(error));
        showToast({ tone: 'bad', text: `${request.doing}: ${title}`, detail: action });
        throw error;
      });
      const action = actionAfter(api, plan, report, request);
      tell(report, action);
      request.onDidEnd?.(report, plan);
      // A notice goes by itself; the way back stays with the task.
      return { text: reportText(report), ...action };
    },
  });
}

/** The way back, or first of all the way to have it decided whether there is anything to take back. */
function actionAfter(
  api: Pick<Api, 'plans'>,
  { act, connection }: Plan,
  { journalEntry, done, mayStillHappen }: ExecutionReport,
  { onDidEnd }: PlanRequest,
): Pick<Toast, 'action'> {
  if (journalEntry === null) return {};
  if (mayStillHappen) return { action: { label: 'Rule it out', run: () => ruleOut(api, connection, journalEntry) } };
  if (done === 0 || act === 'undo' || act === 'fence') return {};
  return { action: { label: 'Undo', run: () => undo(api, connection, journalEntry, onDidEnd) } };
}

async function execution(
  api: Pick<Api, 'plans'>,
  plan: Plan,
  confirmation: string | null,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<ExecutionReport> {
  const { token } = plan;
  // Breaking the stream off would stop it as well, and nobody would be told what was done.
  const stop = (): void => void api.plans.discard({ token }).catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const notice of api.plans.execute({ token, confirmation })) {
      if (notice.kind === 'ended') return notice.report;
      onProgress(notice.done, notice.total);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  throw new Error('an execution ended without a report');
}

function tell(report: ExecutionReport, action: Pick<Toast, 'action'>): void {
  const words = report.failure === null ? null : describeFailure(report.failure);
  showToast({
    tone: report.outcome === 'done' ? 'ok' : 'bad',
    text: reportText(report),
    ...(words === null ? {} : { detail: `${words.title} ${words.action}` }),
    ...action,
    ...(report.journalEntry === null ? {} : { about: lostWrite(report.journalEntry) }),
  });
}

/**
 * Undoes what a journal entry wrote: at once where it is small and nobody has changed it since, else as a plan to look at.
 */
export function undo(
  api: Pick<Api, 'plans'>,
  connection: ConnectionId,
  journalEntry: string,
  onDidEnd?: PlanRequest['onDidEnd'],
): void {
  const request: PlanRequest = {
    title: 'Undo this?',
    confirm: 'Undo',
    doing: 'Undoing',
    plan: (options) => api.plans.planUndo({ connection, journalEntry }, options),
    ...(onDidEnd === undefined ? {} : { onDidEnd }),
  };
  void planned(request).then(
    (plan) => {
      const isPlain = plan.confirmation === null && plan.conflicts.length === 0 && changedIn(plan.counts) === 1;
      if (isPlain) executePlan(api, plan, null, request);
      else showPlan({ ...request, plan: () => given(plan) });
    },
    (error: unknown) => {
      const { title, action } = describeFailure(failureOf(error));
      showToast({ tone: 'bad', text: `Nothing was undone. ${title}`, detail: action });
    },
  );
}

/** Shows what it takes for a lost write to be unable to happen any more. */
export function ruleOut(api: Pick<Api, 'plans'>, connection: ConnectionId, journalEntry: string): void {
  showPlan({
    title: 'Make sure that it cannot happen any more?',
    confirm: 'Rule it out',
    doing: 'Ruling out a lost write',
    plan: (options) => api.plans.planFence({ connection, journalEntry }, options),
  });
}

async function planned(request: PlanRequest): Promise<Plan> {
  for await (const notice of request.plan({})) if (notice.kind === 'planned') return notice.plan;
  throw new Error('planning ended without a plan');
}

async function* given(plan: Plan) {
  yield { kind: 'planned', plan } as const;
}
