import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { PlanDialog, type PlanDialogProps } from './PlanDialog.tsx';

afterEach(cleanup);

function show(overrides: Partial<PlanDialogProps> = {}) {
  const onConfirm = vi.fn();
  const props: PlanDialogProps = {
    title: 'Remove everything?',
    changes: ['3 things go.', 'Nothing comes back.'],
    consequence: { tone: 'bad', words: 'It cannot be undone.' },
    commands: { label: 'The same in a terminal', lines: ['tool remove --all', 'tool check'] },
    confirmation: 'everything',
    confirm: 'Remove everything',
    isDestructive: true,
    isOpen: true,
    onConfirm,
    onClose: vi.fn(),
    ...overrides,
  };
  render(<PlanDialog {...props} />);
  return { onConfirm, button: () => screen.getByRole<HTMLButtonElement>('button', { name: 'Remove everything' }) };
}

it('says what changes, what follows, and how it is done in a terminal', () => {
  show();
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    '3 things go.',
    'Nothing comes back.',
  ]);
  expect(screen.getByRole('status').textContent).toBe('It cannot be undone.');
  expect(screen.getByRole('group', { name: 'The same in a terminal' }).textContent).toBe(
    'tool remove --all\ntool check',
  );
});

it('acts only once the words are typed, letter by letter', async () => {
  const { onConfirm, button } = show();
  const field = screen.getByRole('textbox', { name: 'Type everything to confirm' });
  expect(document.activeElement).toBe(field);
  await userEvent.type(field, 'Everything{Enter}');
  expect(button().disabled).toBe(true);
  expect(onConfirm).not.toHaveBeenCalled();
  await userEvent.clear(field);
  await userEvent.type(field, 'everything{Enter}');
  expect(onConfirm).toHaveBeenCalledOnce();
});

it('gives the safe answer the focus where nothing is typed', () => {
  show({ confirmation: null });
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
});

it('offers what has to be done first', async () => {
  const run = vi.fn();
  show({ obstacle: 'Another one is unfinished.', remedy: { label: 'Continue…', run } });
  await userEvent.click(screen.getByRole('button', { name: 'Continue…' }));
  expect(run).toHaveBeenCalledOnce();
});

it('plans what cannot be done now, and offers no way to do it', () => {
  show({ obstacle: 'The connection is read-only.' });
  expect(screen.queryByRole('button', { name: 'Remove everything' })).toBeNull();
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(screen.getByText('The connection is read-only.')).toBeTruthy();
});

it('takes no second order while the first is carried out', async () => {
  const { onConfirm, button } = show({ confirmation: null, isBusy: true });
  expect(button().disabled).toBe(true);
  await userEvent.keyboard('{Enter}');
  expect(onConfirm).not.toHaveBeenCalled();
});

const step = (name: string, words: string | null) => ({
  name,
  notes: ['It is checked again just before.'],
  expectedMs: null,
  state: words === null ? null : { tone: 'ok' as const, words, runningSince: null, result: null },
});

it('lists the steps in their order, with what each depends on', () => {
  show({ steps: [step('First', null), step('Second', null)] });
  const steps = within(screen.getByRole('list', { name: 'Steps' })).getAllByRole('listitem');
  expect(steps.map((item) => item.textContent)).toEqual([
    'FirstIt is checked again just before.',
    'SecondIt is checked again just before.',
  ]);
});

it('shows how each step stands while they are carried out, and asks for nothing more', () => {
  show({ steps: [step('First', 'Done.'), step('Second', 'Waits.')], isExecuted: true });
  const steps = within(screen.getByRole('list', { name: 'Steps' })).getAllByRole('listitem');
  expect(steps.map((item) => item.textContent)).toEqual(['FirstDone.', 'SecondWaits.']);
  expect(screen.queryByRole('button', { name: 'Remove everything' })).toBeNull();
  expect(screen.getByText('Close')).toBeTruthy();
  expect(screen.queryByRole('textbox')).toBeNull();
});
