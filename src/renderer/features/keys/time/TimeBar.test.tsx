import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Api } from '../../../../contract/api.ts';
import { liveKeys } from '../../../../contract/key-source.ts';
import { anOpenConnection, InWorkbench } from '../../../testing/InWorkbench.tsx';
import { scriptedApi } from '../../../testing/scripted-api.ts';
import { bytesOf } from '../../../ui/byte-text.ts';
import type { RowActions } from '../model/row-actions.ts';
import { PutBackKeysDialog } from '../prefix-actions/PutBackKeysDialog.tsx';
import { readAt, sourceChoiceOf } from '../source/key-source-choice.ts';
import { TimeBar } from './TimeBar.tsx';

const minute = 60_000;
const { id } = anOpenConnection();
const choice = sourceChoiceOf(id);
const noAct = (): void => undefined;
const actions: RowActions = {
  open: noAct,
  create: noAct,
  jump: noAct,
  watch: noAct,
  count: noAct,
  remove: noAct,
  copy: noAct,
  export: noAct,
  import: noAct,
  putBack: noAct,
  compareWithNow: noAct,
};

beforeEach(() => readAt(id, null));
afterEach(cleanup);

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
      <TimeBar prefix={bytesOf('/a/')} actions={actions} onClose={noAct} />
    </InWorkbench>,
  );
}

async function goToTime(text: string): Promise<void> {
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

it('plans to put back what was at a time in a gap only once the revision is chosen', async () => {
  const [earlier, later] = [
    { revision: 120, at: Date.now() - 40 * minute },
    { revision: 300, at: Date.now() - 2 * minute },
  ];
  act(() => readAt(id, 120, { moment: Date.now() - 4 * minute, earlier, later }));
  const planCopy = vi.fn<Api['plans']['planCopy']>(async function* () {});
  const onPlan = vi.fn();
  render(
    <InWorkbench api={scriptedApi({ plans: { planCopy } })}>
      <PutBackKeysDialog
        chosen={{ kind: 'prefix', prefix: bytesOf('/a/') }}
        source={liveKeys(id, 120)}
        onPlan={onPlan}
        onClose={noAct}
      />
    </InWorkbench>,
  );
  const plan = await screen.findByRole('button', { name: 'Plan' });
  expect(plan).toHaveProperty('disabled', true);
  await userEvent.click(screen.getByRole('radio', { name: /^300, the later/ }));
  await userEvent.click(plan);
  onPlan.mock.lastCall?.[0].plan({});
  expect(planCopy.mock.lastCall?.[0]).toMatchObject({ from: { source: { revision: 300 } } });
});
