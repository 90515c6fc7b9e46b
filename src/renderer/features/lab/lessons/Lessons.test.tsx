import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { InApp } from '../../../testing/InApp.tsx';
import { scriptedApi } from '../../../testing/scripted-api.ts';
import { Lessons } from './Lessons.tsx';
import type { LessonWorld } from './model/lesson-world.ts';
import elections from './recorded/elections.jsonl?raw';
import { play, type Recorded, readRecording } from './recorded/recording.ts';
import { lessonOf } from './texts/every-lesson.ts';

afterEach(cleanup);

const recording = readRecording(elections);

/** What was recorded before the learner did something for the first time, and until there was another leader. */
const upTo = (isLast: (item: Recorded) => boolean): LessonWorld =>
  play(lessonOf('elections'), recording.slice(0, recording.findIndex(isLast) + 1)).world;
const before = upTo(({ kind }) => kind === 'learner');
const elected = upTo(
  (item) => item.kind === 'event' && item.event.kind === 'leaderElected' && item.event.afterMs !== null,
);

const acts = { heal: vi.fn(), reset: vi.fn(), startAnother: vi.fn() };

async function open(title: RegExp) {
  const api = scriptedApi({});
  const shown = (world: LessonWorld) => (
    <InApp api={api}>
      <Lessons world={world} acts={acts} />
    </InApp>
  );
  const { rerender, unmount } = render(shown(before));
  await userEvent.click(await screen.findByRole('button', { name: title }));
  return {
    come: (world: LessonWorld) => rerender(shown(world)),
    /** Leaves the lab, and comes back to it. */
    comeBack: (world: LessonWorld) => {
      unmount();
      render(shown(world));
    },
  };
}

it('goes from a prediction over what is seen to the reason, and is where it was after it was left', async () => {
  const { come, comeBack } = await open(/^3\. Elections/);
  const predict = screen.getByRole('button', { name: 'Predict' });
  expect(predict).toHaveProperty('disabled', true);
  await userEvent.click(screen.getByRole('radio', { name: 'It stays: only the leader changes' }));
  await userEvent.click(predict);
  const waits = await screen.findByRole('list', { name: 'Waits for' });
  expect(waits.textContent).toBe('Not seen yet: The leader is killedNot seen yet: Another member is elected');
  expect(screen.getByRole('status', { name: 'What was seen' }).textContent).toBe('');
  const scroll = vi.spyOn(Element.prototype, 'scrollIntoView');
  come(elected);
  const outcome = await screen.findByText('It went otherwise');
  expect(scroll).toHaveBeenCalledOnce();
  scroll.mockRestore();
  expect(outcome.parentElement?.textContent).toContain('member-3 was elected in term 3 after 938 ms.');
  comeBack(elected);
  await screen.findByText('It went otherwise');
  await userEvent.click(screen.getByRole('button', { name: 'Next' }));
  expect(document.activeElement?.textContent).toBe('The leader that sleeps');
  await userEvent.click(screen.getByRole('button', { name: 'All lessons' }));
  expect((await screen.findByRole('button', { name: /^3\. Elections/ })).textContent).toContain('step 2 of 3');
});

it('offers what the lab lacks, fails a checkpoint with its reason, and lets it be tried again', async () => {
  const { come } = await open(/^3\. Elections/);
  await userEvent.click(screen.getByRole('button', { name: 'Skip' }));
  await userEvent.click(screen.getByRole('button', { name: 'Skip' }));
  await screen.findByRole('list', { name: 'Waits for' });
  come(elected);
  await screen.findByText('Not yet');
  const outcome = screen.getByRole('status', { name: 'What was seen' });
  expect(within(outcome).getByText(/^member-\d was killed: the others had to find out by a timeout\.$/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Show a hint' }));
  expect(screen.getByText(/A leader can hand over/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText(/^This needs all members; member-\d is down\.$/);
  await userEvent.click(screen.getByRole('button', { name: 'Reset the lab' }));
  expect(acts.reset).toHaveBeenCalledOnce();
});

it('forgets all progress when it is asked to, once', async () => {
  await open(/^5\. Partition/);
  await userEvent.click(screen.getByRole('button', { name: 'All lessons' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Reset progress…' }));
  await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Reset progress' }));
  const row = await screen.findByRole('button', { name: /^5\. Partition/ });
  expect(row.textContent).toContain('6 min');
});
