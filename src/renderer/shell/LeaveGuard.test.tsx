import { act, cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { askToLeave, leaveQuestion } from '../state/leaving.ts';
import { areAllKept, forgetEdit, noteEdit, recallEdits } from '../state/unsaved.ts';
import { LeaveGuard } from './LeaveGuard.tsx';
import { Themed } from './Themed.tsx';

beforeEach(() => {
  window.sessionStorage.clear();
  recallEdits();
});
afterEach(cleanup);

const draw = () =>
  render(
    <Themed>
      <LeaveGuard />
    </Themed>,
  );
const note = (title: string, draft: unknown = title) =>
  noteEdit(title, { title, where: 'prod', keep: async () => draft });
const isRefused = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

it('lets the page be unloaded unless something is not saved', async () => {
  draw();
  expect(isRefused()).toBe(false);
  act(() => note('/app/a'));
  expect(isRefused()).toBe(true);
  act(() => forgetEdit('/app/a'));
  expect(isRefused()).toBe(false);
});

it('names what is not saved before the window closes', async () => {
  draw();
  const answer = vi.fn();
  act(() => note('/app/a'));
  await act(() => askToLeave({ how: 'close', answer }));
  const dialog = await screen.findByRole('dialog', { name: '1 edit is not saved' });
  expect(within(dialog).getByRole('list', { name: 'Not saved' }).textContent).toBe('/app/aprod');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Keep editing' }));
  expect(answer).toHaveBeenLastCalledWith(false);
  await act(() => askToLeave({ how: 'close', answer }));
  await userEvent.click(await screen.findByRole('button', { name: 'Discard and close' }));
  expect(answer).toHaveBeenLastCalledWith(true);
  expect(leaveQuestion.get()).toBeNull();
});

it('reloads without a question what a reload brings back, and names what it does not', async () => {
  draw();
  const answer = vi.fn();
  act(() => note('/app/a'));
  await act(() => askToLeave({ how: 'reload', answer }));
  expect(answer).toHaveBeenLastCalledWith(true);
  act(() => note('/secret', null));
  await act(() => areAllKept());
  answer.mockClear();
  await act(() => askToLeave({ how: 'reload', answer }));
  expect(answer).not.toHaveBeenCalled();
  const dialog = await screen.findByRole('dialog', { name: '1 edit is not saved' });
  expect(dialog.textContent).not.toContain('/app/a');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Discard and reload' }));
  expect(answer).toHaveBeenLastCalledWith(true);
});

it('stands in the way of nothing once it is gone', async () => {
  const { unmount } = draw();
  const answer = vi.fn();
  act(() => note('/app/a'));
  await act(() => askToLeave({ how: 'close', answer }));
  unmount();
  expect(answer).toHaveBeenLastCalledWith(true);
  expect(isRefused()).toBe(false);
});
