import { createStore, type Store } from './store.ts';
import { areAllKept, unsavedEdits } from './unsaved.ts';

/** The window is about to close, or to reload, while edits are not saved. */
export interface LeaveQuestion {
  readonly how: 'close' | 'reload';
  readonly answer: (leaves: boolean) => void;
}

/** The question that is open, for the window to show. */
export const leaveQuestion: Store<LeaveQuestion | null> = createStore<LeaveQuestion | null>(null);

/** Asks the operator where an edit would be lost. A reload loses only what is not kept. */
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
