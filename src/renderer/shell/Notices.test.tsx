import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useConnections } from '../state/connections.ts';
import { labelOf } from '../state/shown-connection.ts';
import { showToast, toasts } from '../state/toasts.ts';
import { aConnection } from '../testing/builders.ts';
import { InWorkbench } from '../testing/InWorkbench.tsx';
import { scriptedApi } from '../testing/scripted-api.ts';
import { Notices } from './Notices.tsx';

beforeEach(() => toasts.update(() => []));
afterEach(cleanup);

const here = aConnection('memory');
const there = aConnection('there', { name: 'memory', endpoints: ['https://10.0.9.9:2379'] });

/** As the model does, which asks for the connections once. */
function Listed() {
  useConnections();
  return <Notices />;
}

function shown() {
  const api = scriptedApi({ connections: { list: async () => [here, there] } });
  render(
    <InWorkbench api={api}>
      <Listed />
    </InWorkbench>,
  );
  return userEvent.setup();
}

it('names the connection and the time of each, and tells two of one name apart', async () => {
  shown();
  showToast({ tone: 'bad', text: 'Not saved.' }, labelOf(here.profile));
  await screen.findByText('Not saved.');
  expect(await screen.findByText(/^memory \(10\.0\.4\.11:2379\) ·$/)).toHaveProperty(
    'textContent',
    expect.stringMatching(/ · \d\d:\d\d:\d\d$/),
  );
});

it('leads to the connection of what was told elsewhere, instead of acting here', async () => {
  const user = shown();
  const undo = vi.fn();
  const action = { label: 'Undo', run: undo };
  showToast({ tone: 'bad', text: 'Told here.', action }, labelOf(here.profile));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(undo).toHaveBeenCalledTimes(1);
  showToast({ tone: 'bad', text: 'Told there.', action }, labelOf(there.profile));
  await screen.findByText('Told there.');
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Open memory (10.0.9.9:2379)' }));
  expect(window.location.hash).toBe('#/open/there/cluster');
});
