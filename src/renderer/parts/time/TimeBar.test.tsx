import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { snapshotKeys } from '../../../contract/key-source.ts';
import { InFile } from '../../testing/InFile.tsx';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { readAt, sourceChoiceOf } from '../source/source-choice.ts';
import { sourceIdOf } from '../source/source-id.ts';
import { TimeBar } from './TimeBar.tsx';
import { TimeButton } from './TimeButton.tsx';
import { useTimeBar } from './use-time-bar.ts';

const minute = 60_000;
const { id } = anOpenConnection();
const choice = sourceChoiceOf(id);

beforeEach(() => readAt(id, null));
afterEach(cleanup);

function Screen() {
  const time = useTimeBar();
  return (
    <>
      <TimeButton time={time} />
      {time.isShown ? <TimeBar time={time} /> : null}
    </>
  );
}

function aBar(): void {
  const now = Date.now();
  const sightings = [
    { revision: 100, at: now - 60 * minute },
    { revision: 120, at: now - 40 * minute },
    // Away from here on.
    { revision: 300, at: now - 2 * minute },
    { revision: 300, at: now },
  ];
  const api = scriptedApi({
    history: { timeline: async () => ({ oldestRevision: 1, headRevision: 300, sightings }) },
  });
  render(
    <InWorkbench api={api}>
      <Screen />
    </InWorkbench>,
  );
}

const timeButton = () => screen.findByRole('button', { name: 'Look at the past' });

async function goToTime(text: string): Promise<void> {
  if (screen.queryByRole('region', { name: 'Time' }) === null) await userEvent.click(await timeButton());
  await userEvent.type(await screen.findByRole('textbox', { name: 'Go to a revision or a time' }), `${text}{Enter}`);
}

it('asks which end is meant where a time lies in a gap, and goes nowhere before', async () => {
  aBar();
  await goToTime('4 min ago');
  const question = await screen.findByRole('group', { name: 'Which revision?' });
  expect(question.textContent).toContain('nobody looked between');
  expect(question.textContent).toContain('it lies between 120 and 300');
  expect(choice.get()).toMatchObject({ revision: null });
  await userEvent.click(screen.getByRole('button', { name: 'Earlier: revision 120' }));
  expect(choice.get()).toMatchObject({ revision: 120, gap: { earlier: { revision: 120 }, later: { revision: 300 } } });
  expect(screen.queryByRole('group', { name: 'Which revision?' })).toBeNull();
});

it('goes where the revision of a time is known without asking', async () => {
  aBar();
  await goToTime('1 min ago');
  expect(screen.queryByRole('group', { name: 'Which revision?' })).toBeNull();
  await goToTime('100');
  expect(choice.get()).toMatchObject({ revision: 100, gap: null });
});

it.each(['Back to now', 'Close the time bar'])('gives the focus to the button that shows it: %s', async (name) => {
  aBar();
  await goToTime('100');
  await userEvent.click(await screen.findByRole('button', { name }));
  expect(choice.get().revision).toBeNull();
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Back to now' })).toBeNull());
  expect(document.activeElement).toBe(await timeButton());
});

it('is there after a reload that came back to the past, and goes with it', async () => {
  readAt(id, 100);
  aBar();
  await userEvent.click(await screen.findByRole('button', { name: 'Back to now' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Time' })).toBeNull());
  expect(document.activeElement).toBe(await timeButton());
});

it('chooses a moment of a snapshot, whose time counts back from its end', async () => {
  const keys = snapshotKeys('/backups/prod.db');
  const end = new Date(2026, 2, 4, 14, 0).getTime();
  const sightings = [
    { revision: 100, at: end - 60 * minute },
    { revision: 250, at: end - 10 * minute },
    { revision: 250, at: end - 4 * minute },
    { revision: 300, at: end },
  ];
  const asked: unknown[] = [];
  const timeline = async ({ source }: { readonly source: unknown }) => {
    asked.push(source);
    return { oldestRevision: 1, headRevision: 300, sightings };
  };
  render(
    <InFile api={scriptedApi({ history: { timeline } })} keys={keys} origin={{ hasHistory: true }}>
      <Screen />
    </InFile>,
  );
  await goToTime('5 min ago');
  expect(sourceChoiceOf(sourceIdOf(keys)).get()).toMatchObject({ revision: 250 });
  expect(screen.getByText(/revision 250, between 4 Mar, 13:00 and 4 Mar, 13:50/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Back to the latest' }));
  expect(screen.getByText(/You see the latest, revision 300/)).toBeTruthy();
  expect(asked).toEqual([keys]);
});
