import type { CallOptions } from '../../contract/abort.ts';
import type { ExecutionReport } from '../../contract/execution.ts';
import type { Failure } from '../../contract/failure.ts';
import type { KeySource } from '../../contract/key-source.ts';
import type { StepState } from '../../contract/operations.ts';
import type { Plan, PlanNotice } from '../../contract/plans.ts';
import type { Transaction } from '../../contract/transactions.ts';
import { createStore } from './store.ts';

/** What makes a plan possible that is refused, or cannot be made, as its button says. */
export interface PlanRemedy {
  readonly label: string;
  readonly run: () => void;
}

/** An act that is first shown as a plan. For every screen, one dialog shows it and one task executes it. */
export interface PlanRequest {
  /** The act as a question: `Delete /app/?`. */
  readonly title: string;
  /** What the button does, as a verb: `Delete`. */
  readonly confirm: string;
  /** What the task is called while it is executed: `Deleting /app/`. */
  readonly doing: string;
  /**
   * The words of the message when it is done, if the plan's are not apt: the verb (`Put back`), the name of the one
   * thing that is changed, and the place of many (` below /x/`).
   */
  readonly did?: { readonly verb?: string; readonly what?: string; readonly where?: string };
  readonly plan: (options: CallOptions) => AsyncIterable<PlanNotice>;
  /** Where the values come from that are written: shown beside those that the keys have now. */
  readonly writtenFrom?: KeySource;
  /** The transaction that it sends: shown beside what it would do. */
  readonly transaction?: Transaction;
  /** Returns what can be done first where the plan is refused or cannot be made; `null`: nothing here. */
  readonly remedy?: (refused: Failure) => PlanRemedy | null;
  /** Whether it leaves the screen once all of it is done, because what comes next is shown then. */
  readonly givesWay?: boolean;
  /** Called with the new state of a step of its operations; steps count from 0. */
  readonly onStep?: (step: number, state: StepState) => void;
  /** Called when it has ended, with any outcome. */
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

/** Shows a plan and returns its outcome: its report, why it was not begun, or `null` when it was dismissed. */
export const planOutcome = (request: PlanRequest): Promise<ExecutionReport | Failure | null> =>
  new Promise((resolve) => {
    const onDidDismiss = (): void => resolve(null);
    showPlan({ ...request, onDidEnd: resolve, onDidFail: resolve, onDidDismiss });
  });
