import { expect, it, vi } from 'vitest';
import { LEAVE_QUESTION, LEAVING, PORT, STAYING, WAS_ASKED } from '../../contract/wire/handover.ts';
import type { LeaveQuestion } from '../state/leaving.ts';
import { hearLeaveQuestions } from './leave-questions.ts';

it('hears the host’s questions, and nobody else’s', () => {
  const asked: LeaveQuestion[] = [];
  hearLeaveQuestions((question) => asked.push(question));
  const port = { postMessage: vi.fn() };
  const say = (data: unknown, source: unknown = window, ports: readonly unknown[] = [port]): void => {
    window.dispatchEvent(Object.assign(new Event('message'), { data, source, ports }));
  };
  say([PORT, 'close']);
  say([LEAVE_QUESTION, 'quit']);
  say([LEAVE_QUESTION]);
  say(LEAVE_QUESTION);
  say([LEAVE_QUESTION, 'close'], {});
  say([LEAVE_QUESTION, 'close'], window, []);
  expect(asked).toEqual([]);
  expect(port.postMessage).not.toHaveBeenCalled();

  say([LEAVE_QUESTION, 'close']);
  say([LEAVE_QUESTION, 'reload']);
  expect(asked.map(({ how }) => how)).toEqual(['close', 'reload']);
  asked[0]?.answer(false);
  asked[1]?.answer(true);
  expect(port.postMessage.mock.calls.flat()).toEqual([WAS_ASKED, WAS_ASKED, STAYING, LEAVING]);
});
