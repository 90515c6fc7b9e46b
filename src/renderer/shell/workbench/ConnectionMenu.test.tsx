import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { ClusterStatus } from '../../../contract/cluster.ts';
import { ClusterProvider } from '../../state/cluster.tsx';
import { aConnection } from '../../testing/builders.ts';
import { InWorkbench } from '../../testing/InWorkbench.tsx';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { ConnectionMenu } from './ConnectionMenu.tsx';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it('leads to the start screen in another window, and leaves this one with its connection', async () => {
  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  window.location.hash = '#/open/memory/cluster';
  const cluster = fedStream<ClusterStatus>();
  const api = scriptedApi({
    cluster: { follow: (_request, options) => cluster.open(options?.signal) },
    connections: { list: async () => [] },
  });
  render(
    <InWorkbench api={api}>
      <ClusterProvider>
        <ConnectionMenu />
      </ClusterProvider>
    </InWorkbench>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Connection memory' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Open the start screen in a new window' }));
  expect(String(open.mock.calls[0]?.[0])).toMatch(/#\/$/);
  expect(window.location.hash).toBe('#/open/memory/cluster');
});

it('names the others that were opened last, and opens one in a new window by Ctrl and a click', async () => {
  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  window.location.hash = '#/open/memory/keys';
  const cluster = fedStream<ClusterStatus>();
  const others = Array.from({ length: 30 }, (_, at) => aConnection(`lab-${at}`, {}, { lastOpenedAt: at }));
  const api = scriptedApi({
    cluster: { follow: (_request, options) => cluster.open(options?.signal) },
    connections: { list: async () => others },
  });
  render(
    <InWorkbench api={api}>
      <ClusterProvider>
        <ConnectionMenu />
      </ClusterProvider>
    </InWorkbench>,
  );
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Connection memory' }));
  const named = await screen.findAllByRole('menuitem', { name: /^Switch to/ });
  expect(named.map(({ textContent }) => textContent).slice(0, 2)).toEqual(['Switch to lab-29', 'Switch to lab-28']);
  expect(named).toHaveLength(8);
  await user.keyboard('{Control>}');
  await user.click(screen.getByRole('menuitem', { name: 'Switch to lab-29' }));
  await user.keyboard('{/Control}');
  expect(open.mock.calls.map(([address]) => String(address))).toEqual([expect.stringMatching(/#\/open\/lab-29\//)]);
  await user.click(screen.getByRole('button', { name: 'Connection memory' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Open this connection in a new window' }));
  expect(String(open.mock.calls[1]?.[0])).toMatch(/#\/open\/memory\/keys$/);
  expect(window.location.hash).toBe('#/open/memory/keys');
});
