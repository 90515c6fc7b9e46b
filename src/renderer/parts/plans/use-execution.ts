import { useState } from 'react';
import type { Plan } from '../../../contract/plans.ts';
import { useApi } from '../../state/api.tsx';
import { type PlanRequest, planRequest, takePlan } from '../../state/plans.ts';
import { executePlan } from './execute-plan.ts';
import type { StepsRun } from './step-words.ts';

/** A plan of operations on its way, for its dialog. */
export interface Execution extends StepsRun {
  /** What it was asked for by: a plan that was locked meanwhile is asked for again, and not on its way. */
  readonly request: PlanRequest;
  readonly plan: Plan;
  /** The task that carries it out. */
  readonly task: number;
}

/**
 * Executes plans as tasks. One of keys leaves the screen at once; one of operations stays and shows its steps, and goes on
 * when it is closed.
 */
export function useExecution(request: PlanRequest): {
  readonly execution: Execution | null;
  readonly execute: (plan: Plan) => void;
} {
  const api = useApi();
  const [execution, setExecution] = useState<Execution | null>(null);
  const execute = (plan: Plan): void => {
    const { body } = plan;
    if (body.kind === 'keys') {
      takePlan();
      executePlan(api, plan, plan.confirmation, request);
      return;
    }
    const onState = (change: (before: Execution) => Partial<Execution>): void =>
      setExecution((before) => (before?.plan === plan ? { ...before, ...change(before) } : before));
    // Closed meanwhile, another plan may be on the screen.
    const leave = (): void => {
      if (planRequest.get() === request) takePlan();
    };
    const task = executePlan(api, plan, plan.confirmation, {
      ...request,
      onStep: (step, state) =>
        onState(({ states, startedAt }) => ({
          states: states.with(step, state),
          ...(state.state === 'started' ? { startedAt: startedAt.with(step, Date.now()) } : {}),
        })),
      onDidEnd: (report, of) => {
        const told = report.kind === 'operations' ? { states: report.steps, results: report.results } : {};
        onState(() => ({ hasEnded: true, ...told }));
        if (request.givesWay && report.outcome === 'done') leave();
        request.onDidEnd?.(report, of);
      },
      onDidFail: (failure) => {
        leave();
        request.onDidFail?.(failure);
      },
    });
    setExecution({
      ...{ request, plan, task, results: [], hasEnded: false },
      states: body.steps.map(() => ({ state: 'waiting' })),
      startedAt: body.steps.map(() => null),
    });
  };
  return { execution: execution?.request === request ? execution : null, execute };
}
