import type { Failure } from '../../../contract/failure.ts';
import type { PlannedStep, StepState } from '../../../contract/operations.ts';
import type { PlanStep } from '../../ui/PlanSteps.tsx';
import { describeFailure } from '../failures/failure-words.ts';

/** Steps as the plan's dialog shows them: before, with what they depend on; once executed, with how they stand. */
export const stepsOf = (
  steps: readonly PlannedStep[],
  states: readonly StepState[] | null,
  hasEnded: boolean,
): readonly PlanStep[] =>
  steps.map((step, at) => {
    const state = states?.[at];
    const notes = notesOf(step, at === steps.length - 1);
    return { name: step.name, notes, state: state === undefined ? null : stateOf(state, hasEnded) };
  });

const notesOf = ({ precondition, settledBy, onFailure }: PlannedStep, isLast: boolean): readonly string[] => [
  `${precondition}: checked again just before.`,
  `Should the answer be lost, it is settled by ${settledBy}.`,
  ...(isLast
    ? []
    : [onFailure === 'stop' ? 'What follows is left out when it fails.' : 'What follows is done even when it fails.']),
];

function stateOf(state: StepState, hasEnded: boolean): NonNullable<PlanStep['state']> {
  switch (state.state) {
    case 'waiting':
      return { tone: 'neutral', words: hasEnded ? 'Left out: nothing was sent.' : 'Waits.', isRunning: false };
    case 'started':
      return { tone: 'info', words: 'Under way.', isRunning: true };
    case 'done':
      return { tone: 'ok', words: state.wasAnswerLost ? lostWords : 'Done.', isRunning: false };
    case 'skipped':
      return { tone: 'ok', words: 'It was so already: nothing was sent.', isRunning: false };
    case 'failed':
      return { tone: 'bad', words: `Not done. ${describeFailure(state.failure).title}`, isRunning: false };
    case 'unknown':
      return { tone: 'bad', words: unknownWords(state.failure), isRunning: false };
  }
}

const unknownWords = ({ detail }: Failure): string =>
  detail?.answer === 'confirmed'
    ? 'A member has confirmed it, and no member list shows it: it may have happened, or may still.'
    : 'The answer was lost: it may have happened, or may still.';

const lostWords = 'The answer was lost. Asking showed that it is so now.';
