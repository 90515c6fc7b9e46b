import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import type { ReactNode } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import type { KeysBody } from '../../../contract/planned-changes.ts';
import type { Plan } from '../../../contract/plans.ts';
import { useApi } from '../../state/api.tsx';
import { useIsLocked } from '../../state/connection.tsx';
import { type PlanRemedy, type PlanRequest, showPlan, takePlan } from '../../state/plans.ts';
import { useStore } from '../../state/store.ts';
import { cancelTask, tasks } from '../../state/tasks.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { formatCount } from '../../ui/format.ts';
import { PlanDialog, type PlanDialogProps } from '../../ui/PlanDialog.tsx';
import { FailureView } from '../failures/FailureView.tsx';
import { describeFailure } from '../failures/failure-words.ts';
import { TransactionPreviewView } from '../transactions/TransactionPreviewView.tsx';
import { UnlockHere } from '../unlock/UnlockHere.tsx';
import { stopNote } from './execute-plan.ts';
import { PlannedAccess } from './PlannedAccess.tsx';
import { PlannedAttached } from './PlannedAttached.tsx';
import { PlannedKeys } from './PlannedKeys.tsx';
import { PlannedQuorum } from './PlannedQuorum.tsx';
import { PlannedStates } from './PlannedStates.tsx';
import { changesOf, consequenceOf, hasCommand, isDestructive } from './plan-words.ts';
import { stepsOf } from './step-words.ts';
import { type Execution, useExecution } from './use-execution.ts';
import { usePlan } from './use-plan.ts';

const refusedWords =
  'Keys exist already where these would be written, so nothing will be. Go back and choose to overwrite them, to leave them, or another place.';

/** Why a plan can be viewed only, in words. */
function obstacleOf({ consequences, refused, body }: Plan): ReactNode {
  const isReading = body.kind === 'keys' && (body.transaction?.operations.length ?? 0) > 0;
  if (consequences.includes('ChangesNothing') && refused === null)
    return isReading ? 'It changes nothing: what it reads is shown here.' : 'There is nothing to do.';
  if (refused === null) return null;
  if (body.kind === 'keys' && body.transaction === undefined) return refusedWords;
  const { title, action } = describeFailure(refused);
  // What a rule of core refuses, it says as `what: what to do first`.
  const isWhole = refused.message.includes(': ');
  return (
    <>
      <Box sx={{ fontWeight: 600 }}>{title}</Box>
      {refused.message}.{isWhole ? null : ` ${action}`}
    </>
  );
}

/** One or two consequences are read as a sentence, more as a list. */
const noticeOf = (each: readonly string[]): ReactNode =>
  each.length < 3 ? (
    each.join(' ')
  ) : (
    <Box component="ul" sx={{ m: 0, pl: '18px', display: 'grid', gap: '2px' }}>
      {each.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </Box>
  );

/** The last step is followed by none that could be left out. */
function stopOf(run: Execution | null, isAsked: boolean): NonNullable<PlanDialogProps['stop']> | null {
  if (run === null || run.hasEnded || run.states.at(-1)?.state !== 'waiting') return null;
  const note = isAsked ? stopNote : 'Closing this stops nothing. “Stop” leaves out what follows the step under way.';
  return { label: 'Stop', note, isAsked, run: () => cancelTask(run.task) };
}

/** What is said of the keys of a plan in place of their list; `null`: the list is shown. */
function detailsOf({ connection }: Plan, body: KeysBody, { writtenFrom, transaction }: PlanRequest): ReactNode {
  if (writtenFrom !== undefined) return <PlannedStates connection={connection} from={writtenFrom} body={body} />;
  if (transaction === undefined || body.transaction === undefined) return null;
  return <TransactionPreviewView connection={connection} transaction={transaction} preview={body.transaction} />;
}

const changesAccess = (body: Plan['body']): boolean => body.kind === 'operations' && body.accessChanges !== undefined;

/** An act as a plan: while it is made, when it is there, and why it cannot be made. */
export function PlannedAct({ request }: { readonly request: PlanRequest }) {
  const api = useApi();
  const isLocked = useIsLocked();
  const { plan, scanned, failure } = usePlan(request);
  const { execution, execute } = useExecution(request);
  const isStopping = useStore(tasks).some(({ id, isStopping }) => id === execution?.task && isStopping);
  const close = (): void => {
    // What is under way goes on, and the task centre shows it.
    if (execution !== null && execution.plan === plan) {
      takePlan();
      return;
    }
    if (plan !== null) void api.plans.discard({ token: plan.token }).catch(() => undefined);
    showPlan(null);
  };
  const remedyFor = (why: Failure | null): PlanRemedy | null => {
    const remedy = why === null ? null : (request.remedy?.(why) ?? null);
    if (remedy === null) return null;
    const run = (): void => {
      close();
      remedy.run();
    };
    return { label: remedy.label, run };
  };
  if (plan === null) {
    const remedy = remedyFor(failure);
    return (
      <DialogFrame
        isOpen
        title={request.title}
        description={failure === null ? 'Looking at what would change. Nothing is written.' : undefined}
        width={560}
        onClose={close}
        actions={<Button onClick={close}>{failure === null ? 'Cancel' : 'Close'}</Button>}
      >
        {failure === null ? (
          <>
            <LinearProgress aria-label="Planning" />
            <span role="status">{`${formatCount(scanned)} keys looked at`}</span>
          </>
        ) : (
          <FailureView
            failure={failure}
            layout="inline"
            actions={remedy === null ? null : <Button onClick={remedy.run}>{remedy.label}</Button>}
          />
        )}
      </DialogFrame>
    );
  }
  const { body, refused } = plan;
  const current = execution?.plan === plan ? execution : null;
  const consequence = consequenceOf(plan);
  const preview = body.kind === 'keys' && request.transaction !== undefined ? body.transaction : undefined;
  return (
    <PlanDialog
      isOpen
      title={request.title}
      confirm={request.confirm}
      isDestructive={isDestructive(plan)}
      isWide={request.writtenFrom !== undefined || preview !== undefined || changesAccess(body)}
      changes={changesOf(plan)}
      details={
        <>
          {plan.quorum === null ? null : <PlannedQuorum quorum={plan.quorum} />}
          {body.kind === 'keys' ? (
            <PlannedKeys body={body}>{detailsOf(plan, body, request)}</PlannedKeys>
          ) : (
            <>
              {body.accessChanges === undefined ? null : <PlannedAccess changes={body.accessChanges} />}
              {body.attachedKeys === undefined ? null : <PlannedAttached keys={body.attachedKeys} />}
            </>
          )}
        </>
      }
      steps={body.kind === 'operations' ? stepsOf(body.steps, current) : []}
      isExecuted={current !== null}
      stop={stopOf(current, isStopping)}
      consequence={consequence === null ? null : { tone: consequence.tone, words: noticeOf(consequence.each) }}
      instead={plan.kubectl.length === 0 ? null : { label: 'While the API server answers', lines: plan.kubectl }}
      commands={
        hasCommand(plan.etcdctl)
          ? {
              label: preview?.isGuarded === false ? 'With etcdctl' : 'With etcdctl, and without the guards',
              lines: plan.etcdctl,
            }
          : null
      }
      confirmation={plan.confirmation}
      obstacle={obstacleOf(plan)}
      remedy={remedyFor(refused)}
      gate={isLocked ? <UnlockHere hasFocus isOfKubernetes={plan.consequences.includes('BypassesKubernetes')} /> : null}
      onConfirm={() => execute(plan)}
      onClose={close}
    />
  );
}
