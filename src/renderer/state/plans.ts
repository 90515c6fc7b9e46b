import type { CallOptions } from '../../contract/abort.ts';
import type { Failure } from '../../contract/failure.ts';
import type { StepState } from '../../contract/operations.ts';
import type { ExecutionReport, Plan, PlanNotice } from '../../contract/plans.ts';
import { createStore } from './store.ts';

/** An act that is first shown as a plan. Whatever screen asks for it, one dialog shows it and one task executes it. */
export interface PlanRequest {
  /** The act as a question: `Delete /app/?`. */
  readonly title: string;
  /** What the button does, as a verb: `Delete`. */
  readonly confirm: string;
  /** What the task is called while it is executed: `Deleting /app/`. */
  readonly doing: string;
  /**
   * What is told when it is done, where the plan does not say it well: the verb (`Put back`), the name of the one thing
   * that is changed, and where many are (` below /x/`).
   */
  readonly did?: { readonly verb?: string; readonly what?: string; readonly where?: string };
  readonly plan: (options: CallOptions) => AsyncIterable<PlanNotice>;
  /** Told how a step of its operations stands, from 0 on. */
  readonly onStep?: (step: number, state: StepState) => void;
  /** Told once it has ended, whatever became of it. */
  readonly onDidEnd?: (report: ExecutionReport, plan: Plan) => void;
  /** Told where it was closed without being executed. */
  readonly onDidDismiss?: () => void;
  /** Told where its execution could not be begun. Nothing was written. */
  readonly onDidFail?: (failure: Failure) => void;
}

export const planRequest = createStore<PlanRequest | null>(null);

/** Makes a plan and shows it; nothing is written before the operator says so. `null` closes the one that is shown. */
export function showPlan(request: PlanRequest | null): void {
  const before = planRequest.get();
  planRequest.update(() => request);
  before?.onDidDismiss?.();
}

/** Takes the plan from the screen to be executed. */
export const takePlan = (): void => planRequest.update(() => null);

/** Shows a plan and waits for what becomes of it: its report, why it was not begun, or `null` where it was dismissed. */
export const planOutcome = (request: PlanRequest): Promise<ExecutionReport | Failure | null> =>
  new Promise((resolve) => {
    const onDidDismiss = (): void => resolve(null);
    showPlan({ ...request, onDidEnd: resolve, onDidFail: resolve, onDidDismiss });
  });
