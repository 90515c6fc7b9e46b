import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DialogFrame } from './DialogFrame.tsx';
import { Toasts } from './Toasts.tsx';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const toast = { id: 1, tone: 'ok', text: 'Moved the leader.' } as const;

function shown(onDismiss: (id: number) => void) {
  const both = (isOpen: boolean) => (
    <>
      <DialogFrame isOpen={isOpen} title="A dialog" onClose={() => undefined} />
      <Toasts toasts={[toast]} onDismiss={onDismiss} />
    </>
  );
  const { rerender } = render(both(true));
  return { closeDialog: () => rerender(both(false)) };
}

it('waits under a dialog, and goes once it has been seen', () => {
  const onDismiss = vi.fn();
  const { closeDialog } = shown(onDismiss);
  act(() => void vi.advanceTimersByTime(60_000));
  expect(onDismiss).not.toHaveBeenCalled();
  closeDialog();
  act(() => void vi.advanceTimersByTime(60_000));
  expect(onDismiss.mock.calls).toEqual([[1]]);
});

it('lies under the dialog and its buttons', () => {
  shown(() => undefined);
  const layer = (element: Element | null): number =>
    Number(element === null ? Number.NaN : getComputedStyle(element).zIndex);
  const notices = screen.getByText(toast.text).closest('section');
  const dialog = screen.getByRole('dialog').closest('.MuiDialog-root');
  expect(layer(notices)).toBeLessThan(layer(dialog));
});

it('folds a failure that nobody dismisses, and shows it again', () => {
  const onDismiss = vi.fn();
  render(<Toasts toasts={[{ id: 2, tone: 'bad', text: 'Not saved.' }]} onDismiss={onDismiss} />);
  act(() => void vi.advanceTimersByTime(60_000));
  expect(screen.queryByText('Not saved.')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Show the notice: Not saved.' }));
  expect(screen.getByText('Not saved.')).toBeTruthy();
  expect(onDismiss).not.toHaveBeenCalled();
});
