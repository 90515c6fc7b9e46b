import { LEAVE_QUESTION, LEAVING, STAYING, WAS_ASKED } from '../../contract/wire/handover.ts';
import type { LeaveQuestion } from '../state/leaving.ts';

/** Hears the desktop's question whether the window may close, or load anew, and answers it over the question's own port. */
export function hearLeaveQuestions(ask: (question: LeaveQuestion) => void): void {
  window.addEventListener('message', (event) => {
    const port = event.ports[0];
    const how = howOf(event.data);
    if (event.source !== window || how === null || port === undefined) return;
    port.postMessage(WAS_ASKED);
    ask({ how, answer: (leaves) => port.postMessage(leaves ? LEAVING : STAYING) });
  });
}

function howOf(data: unknown): LeaveQuestion['how'] | null {
  if (!Array.isArray(data) || data[0] !== LEAVE_QUESTION) return null;
  return data[1] === 'close' || data[1] === 'reload' ? data[1] : null;
}
