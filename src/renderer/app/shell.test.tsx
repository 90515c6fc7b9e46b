import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import { App } from '../shell/App.tsx';
import { Themed } from '../shell/Themed.tsx';
import type { Backend } from '../state/backend.ts';
import { overlay } from '../state/overlay.ts';
import { askAtStart } from '../state/start.ts';
import { aConnection } from '../testing/builders.ts';
import { scriptedApi } from '../testing/scripted-api.ts';

afterEach(cleanup);
beforeEach(() => {
  window.location.hash = '';
  overlay.update(() => null);
});

async function aWindow(answersAgain: Backend['answersAgain'] = null, detail: Failure['detail'] = {}) {
  let close = (_failure: EtcdeckError): void => {};
  const update = vi.fn();
  const api = scriptedApi({ connections: { list: async () => [aConnection('prod')] } });
  const keep = api.settings.update;
  const settings = {
    ...api.settings,
    update: async (request: Parameters<typeof keep>[0]) => {
      update(request.changes);
      return keep(request);
    },
  };
  const onDidClose = (listener: (failure: EtcdeckError) => void) => {
    close = listener;
    return () => {};
  };
  const backend = { api: { ...api, settings }, onDidClose, answersAgain };
  render(
    <Themed>
      <App backend={backend} queries={askAtStart(backend.api).queries} />
    </Themed>,
  );
  await screen.findByRole('heading', { name: 'Which cluster?' }, { timeout: 10_000 });
  const gone = new EtcdeckError({ code: 'BackendClosed', message: 'It no longer answers', detail });
  return { update, close: () => close(gone) };
}

// The first of this file: what the palette needs must not have been loaded by another test.
it('takes what is typed straight after the palette was asked for', async () => {
  const { update } = await aWindow();
  await userEvent.keyboard('{Control>}k{/Control}dark theme{Enter}');
  expect(update).toHaveBeenCalledWith({ theme: 'dark' });
});

it('runs a command from the palette, by keyboard alone', async () => {
  const { update } = await aWindow();
  await userEvent.keyboard('{Control>}k{/Control}');
  const input = await screen.findByRole('combobox', { name: 'Command' }, { timeout: 10_000 });
  fireEvent.change(input, { target: { value: 'theme' } });
  const options = within(screen.getByRole('listbox', { name: 'Commands' })).getAllByRole('option');
  expect(options.map((option) => option.getAttribute('aria-selected'))).toEqual(['true', 'false', 'false']);
  await userEvent.keyboard('{ArrowUp}');
  await userEvent.keyboard('{ArrowUp}');
  await userEvent.keyboard('{Enter}');
  expect(update).toHaveBeenCalledWith({ theme: 'dark' });
  await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
  await waitFor(() => expect(document.documentElement.getAttribute('data-theme')).toBe('dark'));
});

it('leaves a sign to the field it is typed into', async () => {
  await aWindow();
  await userEvent.keyboard('?');
  await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }, { timeout: 10_000 });
  act(() => overlay.update(() => null));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await userEvent.keyboard('n');
  const name = await screen.findByRole('textbox', { name: 'Name' }, { timeout: 10_000 });
  await userEvent.type(name, '?');
  expect(name).toHaveProperty('value', '?');
  expect(overlay.get()).toBeNull();
});

it('says that its host is gone, and keeps what it shows', async () => {
  const { close } = await aWindow();
  act(close);
  const notice = screen.getByRole('alert');
  expect(notice.textContent).toContain('What you see is no longer live.');
  expect(within(notice).getByRole('button', { name: 'Reload' })).toBeDefined();
  expect(screen.getByRole('heading', { name: 'Which cluster?' })).toBeDefined();
});

it('says how a server is started again, and asks it once more only when told to', async () => {
  const answersAgain = vi.fn(async () => false);
  const { close } = await aWindow(answersAgain, { startedBy: 'etcdeck serve' });
  act(close);
  const notice = screen.getByRole('alert');
  expect(notice.textContent).toContain('It no longer answers. Start it again with “etcdeck serve”');
  expect(answersAgain).not.toHaveBeenCalled();
  await userEvent.click(within(notice).getByRole('button', { name: 'Try again' }));
  expect(answersAgain).toHaveBeenCalledOnce();
  expect(notice.textContent).toContain('It does not answer this page.');
  expect(screen.getByRole('heading', { name: 'Which cluster?' })).toBeDefined();
});
