import type { Failure } from '../../../contract/failure.ts';
import type { PlannedStep, StepResult, StepState } from '../../../contract/operations.ts';
import type { PlanStep, PlanStepState } from '../../ui/PlanSteps.tsx';
import { describeFailure } from '../failures/failure-words.ts';
import { resultWords } from './result-words.ts';

/** How the steps of a plan stand, once it is executed. */
export interface StepsRun {
  readonly states: readonly StepState[];
  /** When each was started, in milliseconds since 1970; `null`: not yet. */
  readonly startedAt: readonly (number | null)[];
  /** What each brought about; empty before the report. */
  readonly results: readonly (StepResult | null)[];
  readonly hasEnded: boolean;
}

/** Steps as the plan's dialog shows them: before, with what they depend on; once executed, with how they stand. */
export const stepsOf = (steps: readonly PlannedStep[], run: StepsRun | null): readonly PlanStep[] =>
  steps.map((step, at) => {
    const before = steps[at - 1];
    const notes = told(notesOf(step, at === steps.length - 1), before === undefined ? [] : notesOf(before, false));
    return { name: step.name, notes, expectedMs: step.expectedMs, state: run === null ? null : stateOf(run, at) };
  });

/** A plan for many members says the same of each: only what differs is said again. */
function told(notes: readonly string[], before: readonly string[]): readonly string[] {
  const own = notes.filter((note) => !before.includes(note));
  if (own.length === notes.length) return notes;
  return [...own, own.length === 0 ? 'As for the step before.' : 'Else as for the step before.'];
}

const notesOf = ({ precondition, settledBy, onFailure }: PlannedStep, isLast: boolean): readonly string[] => [
  `${precondition}: checked again just before.`,
  `Should the answer be lost, it is settled by ${settledBy}.`,
  ...(isLast
    ? []
    : [onFailure === 'stop' ? 'What follows is left out when it fails.' : 'What follows is done even when it fails.']),
];

function stateOf({ states, startedAt, results, hasEnded }: StepsRun, at: number): PlanStepState | null {
  const state = states[at];
  if (state === undefined) return null;
  const result = results[at] ?? null;
  return {
    ...toldOf(state, hasEnded),
    runningSince: state.state === 'started' ? (startedAt[at] ?? null) : null,
    result: result === null ? null : resultWords(result),
  };
}

function toldOf(state: StepState, hasEnded: boolean): Pick<PlanStepState, 'tone' | 'words'> {
  switch (state.state) {
    case 'waiting':
      return { tone: 'neutral', words: hasEnded ? 'Left out: nothing was sent.' : 'Waits.' };
    case 'started':
      return { tone: 'info', words: 'Under way.' };
    case 'done':
      return { tone: 'ok', words: state.wasAnswerLost ? lostWords : 'Done.' };
    case 'skipped':
      return { tone: 'ok', words: 'It was so already: nothing was sent.' };
    case 'failed':
      return { tone: 'bad', words: `Not done. ${describeFailure(state.failure).title}` };
    case 'unknown':
      return { tone: 'bad', words: unknownWords(state.failure) };
  }
}

const unknownWords = ({ detail }: Failure): string =>
  detail?.answer === 'confirmed'
    ? 'A member has confirmed it, and no member list shows it: it may have happened, or may still.'
    : 'The answer was lost: it may have happened, or may still.';

const lostWords = 'The answer was lost. Asking showed that it is so now.';
