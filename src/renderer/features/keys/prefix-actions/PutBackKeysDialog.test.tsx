import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Api } from '../../../../contract/api.ts';
import { liveKeys } from '../../../../contract/key-source.ts';
import { readAt } from '../../../parts/source/source-choice.ts';
import { anOpenConnection, InWorkbench } from '../../../testing/InWorkbench.tsx';
import { scriptedApi } from '../../../testing/scripted-api.ts';
import { bytesOf } from '../../../ui/byte-text.ts';
import { PutBackKeysDialog } from './PutBackKeysDialog.tsx';

const minute = 60_000;
const { id } = anOpenConnection();
const noAct = (): void => undefined;

afterEach(() => {
  cleanup();
  readAt(id, null);
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
