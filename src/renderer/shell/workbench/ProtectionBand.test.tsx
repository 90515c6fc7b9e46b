import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { ReadOnlyState } from '../../../contract/connections/state.ts';
import type { ConnectionsApi } from '../../../contract/connections.ts';
import { ConnectionProvider } from '../../state/connection.tsx';
import { aConnection, aConnectionState } from '../../testing/builders.ts';
import { InApp } from '../../testing/InApp.tsx';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { ProtectionBand } from './ProtectionBand.tsx';

afterEach(cleanup);

function aBand(readOnly: ReadOnlyState | null, profile: Parameters<typeof aConnection>[1] = {}) {
  const api = {
    unlock: vi.fn<ConnectionsApi['unlock']>(async () => null),
    lock: vi.fn<ConnectionsApi['lock']>(async () => null),
  };
  const { profile: shown } = aConnection('prod', profile);
  const state = aConnectionState({ readOnly });
  render(
    <InApp api={scriptedApi({ connections: api })}>
      <ConnectionProvider connection={{ id: shown.id, profile: shown, state, hasEnded: false }}>
        <ProtectionBand />
        <p>The rest</p>
      </ConnectionProvider>
    </InApp>,
  );
  return api;
}

it('is absent where there is nothing to say', async () => {
  aBand(null);
  await screen.findByText('The rest');
  expect(screen.queryByRole('region', { name: 'Protection' })).toBeNull();
});

it('names production, and why nothing is written', async () => {
  aBand({ reason: 'production', unlockedUntil: null }, { environment: 'production' });
  const band = await screen.findByRole('region', { name: 'Protection' });
  expect(band.textContent).toContain('Production: prod');
  expect(band.textContent).toContain('Read-only, as production is.');
});

it('unlocks once the name was typed, and not before', async () => {
  const { unlock } = aBand({ reason: 'registry', unlockedUntil: null });
  await userEvent.click(await screen.findByRole('button', { name: 'Unlock for 15 minutes' }));
  const field = await screen.findByRole('textbox', { name: 'Type “prod” to unlock it' });
  await userEvent.type(field, 'pro{Enter}');
  expect(unlock).not.toHaveBeenCalled();
  await userEvent.type(field, 'd{Enter}');
  await waitFor(() => expect(unlock).toHaveBeenCalledWith({ connection: 'prod', typedName: 'prod' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('says until when it is unlocked, not that writes work, and locks before', async () => {
  const { lock } = aBand({ reason: 'chosen', unlockedUntil: new Date(2026, 10, 21, 14, 32).getTime() });
  expect((await screen.findByRole('status')).textContent).toBe('Unlocked for writing until 14:32.');
  await userEvent.click(screen.getByRole('button', { name: 'Lock now' }));
  expect(lock).toHaveBeenCalledWith({ connection: 'prod' });
});
