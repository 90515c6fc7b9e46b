import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { InApp } from '../../testing/InApp.tsx';
import { scriptedApi, someSettings } from '../../testing/scripted-api.ts';
import { WindowsMenu } from './WindowsMenu.tsx';

afterEach(cleanup);

const choice = 'Open the windows again at the next start';

it('turns off that windows are opened again', async () => {
  const update = vi.fn(async () => someSettings({ reopensWindows: false }));
  render(
    <InApp api={scriptedApi({ settings: { update } }, { ownWindows: true })}>
      <WindowsMenu />
    </InApp>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Windows' }));
  const item = await screen.findByRole('menuitemcheckbox', { name: choice, checked: true });
  await userEvent.click(item);
  await waitFor(() => expect(update).toHaveBeenCalledWith({ changes: { reopensWindows: false } }));
  await userEvent.click(screen.getByRole('button', { name: 'Windows' }));
  await screen.findByRole('menuitemcheckbox', { name: choice, checked: false });
});

it('leaves tabs to the browser', async () => {
  render(
    <InApp api={scriptedApi({})}>
      <WindowsMenu />
    </InApp>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Windows' }));
  await screen.findByRole('menuitem', { name: 'Open the start screen in a new window' });
  expect(screen.queryByRole('menuitemcheckbox')).toBeNull();
});
