import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { JournalEntry } from '../../contract/journal.ts';
import { lostToast } from '../parts/plans/lost-words.ts';
import { showPlan } from '../state/plans.ts';
import { clearEndedTasks, tasks } from '../state/tasks.ts';
import { showToast, toasts } from '../state/toasts.ts';
import { anOpenConnection, InWorkbench } from '../testing/InWorkbench.tsx';
import { aJournalEntry } from '../testing/journal-builders.ts';
import { fedStream, scriptedApi } from '../testing/scripted-api.ts';
import { bytesOf } from '../ui/byte-text.ts';
import { Corrections } from './Corrections.tsx';
import { PlanHost } from './PlanHost.tsx';

const connection = anOpenConnection();

const keys = (keyCount: number) => ({ kind: 'keys', keyCount, firstKey: bytesOf('/app/a') }) as const;

const anEntry = (changes: Partial<JournalEntry> = {}): JournalEntry =>
  aJournalEntry({ act: 'delete', subject: keys(128), revision: 1_234, ...changes });

afterEach(() => {
  cleanup();
  showPlan(null);
  clearEndedTasks();
  toasts.update(() => []);
});

function followed() {
  const stream = fedStream<JournalEntry>();
  const planUndo = vi.fn(async function* () {});
  const api = scriptedApi({
    journal: { corrections: (_request, options) => stream.open(options?.signal) },
    plans: { planUndo },
  });
  render(
    <InWorkbench api={api} connection={connection}>
      <Corrections />
      <PlanHost />
    </InWorkbench>,
  );
  return { stream, planUndo };
}

const said = (): readonly string[] => toasts.get().map(({ text }) => text);

it('takes back what was said, tells that it was done after all, and offers to undo it, in the tasks as well', async () => {
  const { stream, planUndo } = followed();
  showToast(lostToast('/app/a', { journalEntry: 'j1', mayStillHappen: true }, 'delete', () => undefined));
  await waitFor(() => expect(stream.opened()).toBe(1));
  stream.push(anEntry());
  await waitFor(() => expect(said()).toEqual(['Found out: the lost write to /app/a and 127 more was done.']));
  await waitFor(() => expect(tasks.get()).toMatchObject([{ state: 'done', result: { action: { label: 'Undo' } } }]));
  toasts.get()[0]?.action?.run();
  expect(planUndo).toHaveBeenCalledWith({ connection: connection.id, journalEntry: 'j1' }, {});
  expect(screen.queryByRole('alert')).toBeNull();
});

it('tells every one of several that come at once, and offers to undo nothing that was not done', async () => {
  const { stream } = followed();
  await waitFor(() => expect(stream.opened()).toBe(1));
  stream.push(
    anEntry({ id: 'j1', outcome: 'failed', subject: keys(0), canUndo: false }),
    anEntry({ id: 'j2', outcome: 'unknown', subject: keys(1) }),
    anEntry({ id: 'j3', outcome: 'stopped', subject: keys(3) }),
  );
  await waitFor(() => expect(said()).toHaveLength(3));
  expect(said()).toEqual([
    'Found out: the lost write to /app/a was not done.',
    'The lost write to /app/a can no longer happen.',
    'Found out: the stopped write to /app/a and 2 more was done in part: 3 keys deleted.',
  ]);
  expect(toasts.get().map(({ action }) => action?.label)).toEqual([undefined, undefined, 'Undo']);
});
