import { createStore, type Store } from './store.ts';
import { areAllKept, unsavedEdits } from './unsaved.ts';

/** The window is about to close, or to load anew, while edits are not saved. */
export interface LeaveQuestion {
  readonly how: 'close' | 'reload';
  readonly answer: (leaves: boolean) => void;
}

/** The question that is open, for the window to show. */
export const leaveQuestion: Store<LeaveQuestion | null> = createStore<LeaveQuestion | null>(null);

/** Asks the operator, where anything would be lost: a reload brings back what is kept. */
export async function askToLeave(question: LeaveQuestion): Promise<void> {
  const isLost = unsavedEdits.get().size > 0 && !(question.how === 'reload' && (await areAllKept()));
  if (isLost) leaveQuestion.update(() => question);
  else question.answer(true);
}

export function answerLeaving(leaves: boolean): void {
  const question = leaveQuestion.get();
  leaveQuestion.update(() => null);
  question?.answer(leaves);
}
