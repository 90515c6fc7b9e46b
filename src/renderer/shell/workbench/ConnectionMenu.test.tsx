import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { ClusterStatus } from '../../../contract/cluster.ts';
import { ClusterProvider } from '../../state/cluster.tsx';
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
