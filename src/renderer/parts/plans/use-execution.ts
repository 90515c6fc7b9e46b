import { useState } from 'react';
import type { StepState } from '../../../contract/operations.ts';
import type { Plan } from '../../../contract/plans.ts';
import { useApi } from '../../state/api.tsx';
import { type PlanRequest, planRequest, takePlan } from '../../state/plans.ts';
import { executePlan } from './execute-plan.ts';

/** A plan of operations on its way, for its dialog. */
export interface Execution {
  /** What it was asked for by: a plan that was locked meanwhile is asked for again, and not on its way. */
  readonly request: PlanRequest;
  readonly plan: Plan;
  readonly states: readonly StepState[];
  readonly hasEnded: boolean;
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
    setExecution({ request, plan, states: body.steps.map(() => ({ state: 'waiting' })), hasEnded: false });
    const onState = (change: (before: Execution) => Partial<Execution>): void =>
      setExecution((before) => (before?.plan === plan ? { ...before, ...change(before) } : before));
    // Closed meanwhile, another plan may be on the screen.
    const leave = (): void => {
      if (planRequest.get() === request) takePlan();
    };
    executePlan(api, plan, plan.confirmation, {
      ...request,
      onStep: (step, state) => onState(({ states }) => ({ states: states.with(step, state) })),
      onDidEnd: (report, of) => {
        onState(() => ({ hasEnded: true, ...(report.kind === 'operations' ? { states: report.steps } : {}) }));
        if (request.givesWay && report.outcome === 'done') leave();
        request.onDidEnd?.(report, of);
      },
      onDidFail: (failure) => {
        leave();
        request.onDidFail?.(failure);
      },
    });
  };
  return { execution: execution?.request === request ? execution : null, execute };
}
