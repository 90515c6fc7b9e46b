import type { Api, RequestOf } from '../../../contract/api.ts';
import type { ExecutionNotice, ExecutionReport } from '../../../contract/execution.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { PlanConsequence } from '../../../contract/plan-consequences.ts';
import type { Plan } from '../../../contract/plans.ts';
import { didChange } from '../../state/changes-made.ts';
import { failureOf } from '../../state/failure.ts';
import { type PlanRequest, showPlan, takePlan } from '../../state/plans.ts';
import { shownConnection } from '../../state/shown-connection.ts';
import { startTask, type TaskProgress } from '../../state/tasks.ts';
import { showToast, type ToastWords } from '../../state/toasts.ts';
import { formatCount } from '../../ui/format.ts';
import { describeFailure } from '../failures/failure-words.ts';
import { canBeUndone, reportText, reportWords } from './change-words.ts';
import { lostWrite } from './lost-words.ts';
import { changedIn } from './plan-words.ts';
import { broughtWords } from './result-words.ts';
import { cannotUndo } from './undo-refusals.ts';
import { undoWords } from './undo-words.ts';

/** Executes a plan as a task, and tells what became of it, with a way to undo it. Returns the task's id. */
export function executePlan(
  api: Pick<Api, 'plans'>,
  plan: Plan,
  confirmation: string | null,
  request: PlanRequest,
): number {
  return startTask({
    title: request.doing,
    ...(plan.body.kind === 'operations' ? { stopNote } : {}),
    run: async ({ signal, report: progress, tell }) => {
      const report = await execution(api, plan, confirmation, signal, (notice) => {
        if (notice.kind === 'step') request.onStep?.(notice.step, notice.state);
        progress(progressOf(notice, plan));
      }).catch((error: unknown) => {
        const failure = failureOf(error);
        // It was locked again meanwhile, and the plan is not spent: it can be unlocked beside it.
        if (failure.code === 'ReadOnly') {
          takePlan();
          showPlan({ ...request, plan: () => given(plan) });
          // Nothing has failed: it waits in its dialog.
          throw new EtcdeckError({ code: 'Cancelled', message: 'it waits to be unlocked' });
        }
        const { title, action } = describeFailure(failure);
        tell({ tone: 'bad', text: `${request.doing}: ${title}`, detail: action });
        request.onDidFail?.(failure);
        throw error;
      });
      const action = actionAfter(api, plan, report, request);
      const words = reportWords(report, plan, request);
      const brought = report.kind === 'operations' ? broughtWords(report, plan) : null;
      tell({ ...wordsOf(report, reportText(words), brought), ...action });
      didChange(plan.connection);
      request.onDidEnd?.(report, plan);
      const { journalEntry } = report;
      // A notice goes by itself; the way back stays with the task.
      return {
        title: words.title,
        text:
          [words.detail === null ? null : sentence(words.detail), brought].filter((part) => part !== null).join(' ') ||
          null,
        isStopped: report.outcome !== 'done',
        ...action,
        ...(journalEntry === null ? {} : { journalEntry }),
      };
    },
  });
}

/** A step that was sent is done by the server, whoever waits for it. */
export const stopNote = 'Stops after the step under way, which goes on.';

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** The way back, or first of all the way to have it decided whether there is anything to take back. */
function actionAfter(
  api: Pick<Api, 'plans'>,
  { act, connection, body }: Plan,
  { kind, journalEntry, done, mayStillHappen }: ExecutionReport,
  { onDidEnd }: PlanRequest,
): Pick<ToastWords, 'action'> {
  // Operations are neither undone nor ruled out.
  if (journalEntry === null || kind !== 'keys') return {};
  // Nothing rules out a transaction that the server decides on.
  if (mayStillHappen && body.kind === 'keys' && body.transaction?.isGuarded === false) return {};
  if (mayStillHappen) return { action: { label: 'Rule it out', run: () => ruleOut(api, connection, journalEntry) } };
  if (done === 0 || !canBeUndone(act)) return {};
  return { action: { label: 'Undo', run: () => undo(api, connection, journalEntry, onDidEnd) } };
}

async function execution(
  api: Pick<Api, 'plans'>,
  plan: Plan,
  confirmation: string | null,
  signal: AbortSignal,
  onProgress: (notice: Exclude<ExecutionNotice, { readonly kind: 'ended' }>) => void,
): Promise<ExecutionReport> {
  const { token } = plan;
  // Ending the stream would stop it too, but without a report of what was done.
  const stop = (): void => void api.plans.discard({ token }).catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const notice of api.plans.execute({ token, confirmation })) {
      if (notice.kind === 'ended') return notice.report;
      onProgress(notice);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  throw new Error('an execution ended without a report');
}

/** How far a task is: keys that are done, or the step that it is at. */
function progressOf(notice: Exclude<ExecutionNotice, { readonly kind: 'ended' }>, { body }: Plan): TaskProgress {
  if (notice.kind === 'progress') {
    const { done, total } = notice;
    return { detail: `${formatCount(done)} of ${formatCount(total)}`, done, total };
  }
  const steps = body.kind === 'operations' ? body.steps : [];
  const done = notice.state.state === 'started' ? notice.step : notice.step + 1;
  return { detail: steps[notice.step]?.name ?? '', done, total: steps.length };
}

function wordsOf(
  { outcome, failure, journalEntry }: ExecutionReport,
  text: string,
  brought: string | null,
): ToastWords {
  const words = failure === null ? null : describeFailure(failure);
  const detail = [words === null ? null : `${words.title} ${words.action}`, brought].filter((part) => part !== null);
  return {
    tone: outcome === 'done' ? 'ok' : 'bad',
    text,
    ...(detail.length === 0 ? {} : { detail: detail.join(' ') }),
    ...(journalEntry === null ? {} : { about: lostWrite(journalEntry) }),
  };
}

/**
 * Undoes what a journal entry wrote: at once if it is small and unchanged since, else as a plan to review. Tells why
 * when there is nothing left to undo.
 */
export function undo(
  api: Pick<Api, 'plans'>,
  connection: ConnectionId,
  journalEntry: string,
  onDidEnd?: PlanRequest['onDidEnd'],
): void {
  // Planning takes a while, and the connection may be left meanwhile.
  const of = shownConnection.get();
  void plannedUndo(api, { connection, journalEntry }).then(
    (plan) => {
      const { token, body } = plan;
      if (body.kind !== 'keys') return;
      const changes = changedIn(body.counts);
      if (shownConnection.get()?.id !== of?.id) {
        void api.plans.discard({ token }).catch(() => undefined);
        showToast({ tone: 'warn', text: 'Nothing was undone. Its connection was left.' }, of);
        return;
      }
      if (changes === 0 && body.unread === 0) {
        void api.plans.discard({ token }).catch(() => undefined);
        const why = cannotUndo(journalEntry, plan);
        showToast({ tone: 'warn', text: `Nothing was undone. ${why}` }, of);
        return;
      }
      const request = {
        ...undoWords(body),
        plan: () => given(plan),
        ...(onDidEnd === undefined ? {} : { onDidEnd }),
      };
      if (changes === 1 && canGoUnseen(plan)) executePlan(api, plan, null, request);
      else showPlan(request);
    },
    (error: unknown) => {
      const failure = failureOf(error);
      cannotUndo(journalEntry, failure);
      const { title, action } = describeFailure(failure);
      showToast({ tone: 'bad', text: `Nothing was undone. ${title}`, detail: action }, of);
    },
  );
}

/** Consequences of an undo that the operator has to know of before it is done. */
const toBeSeen: ReadonlySet<PlanConsequence> = new Set([
  'MalformedObject',
  'LosesLeases',
  'LeavesKeys',
  'JournalIncomplete',
  'MayStillHappen',
  'OutcomeUntold',
]);

/** Whether there is nothing to look at before a small undo. What an API server relies on loses no value unseen. */
const canGoUnseen = ({ confirmation, body, consequences }: Plan): boolean =>
  body.kind === 'keys' &&
  confirmation === null &&
  !consequences.some((each) => toBeSeen.has(each)) &&
  !(body.counts.delete + body.counts.overwrite > 0 && consequences.includes('BypassesKubernetes'));

/** Shows what it takes for a lost write to be unable to happen any more. */
export function ruleOut(api: Pick<Api, 'plans'>, connection: ConnectionId, journalEntry: string): void {
  showPlan({
    title: 'Make sure that it cannot happen any more?',
    confirm: 'Rule it out',
    doing: 'Ruling out a lost write',
    plan: (options) => api.plans.planFence({ connection, journalEntry }, options),
  });
}

async function plannedUndo({ plans }: Pick<Api, 'plans'>, entry: RequestOf<'plans.planUndo'>): Promise<Plan> {
  for await (const notice of plans.planUndo(entry, {})) if (notice.kind === 'planned') return notice.plan;
  throw new Error('planning ended without a plan');
}

async function* given(plan: Plan) {
  yield { kind: 'planned', plan } as const;
}
