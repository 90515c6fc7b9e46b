import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { EtcdLookup } from '../../../contract/programs.ts';
import type { SandboxProgress } from '../../../contract/sandbox.ts';
import { aConnection } from '../../testing/builders.ts';
import { InApp } from '../../testing/InApp.tsx';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { SandboxDialog } from './SandboxDialog.tsx';

afterEach(cleanup);
beforeEach(() => {
  window.location.hash = '';
});

const nothing: EtcdLookup = { found: null, reason: null, install: null, offers: [], notOffered: null };
const here: EtcdLookup = { ...nothing, found: { binary: '/usr/local/bin/etcd', version: '3.5.33', place: 'path' } };
const missing: EtcdLookup = { ...nothing, reason: 'No etcd on PATH.', install: 'sudo apt-get install etcd-server' };

function aDialog({ startsAtOnce = false } = {}) {
  const progress = fedStream<SandboxProgress>();
  const start = vi.fn((_request: { readonly members: number }, options?: { readonly signal?: unknown }) =>
    progress.open(options?.signal),
  );
  const onClose = vi.fn();
  const api = scriptedApi({
    connections: { list: async () => [] },
    programs: { find: async () => here },
    sandbox: { start },
  });
  const { unmount } = render(
    <InApp api={api}>
      <SandboxDialog startsAtOnce={startsAtOnce} onClose={onClose} />
    </InApp>,
  );
  return { progress, start, onClose, unmount };
}

it('starts as many members as were chosen, shows how far it is, and opens the cluster', async () => {
  const { progress, start, onClose } = aDialog();
  await userEvent.click(await screen.findByRole('radio', { name: /^Five members/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Start' }));
  await waitFor(() => expect(start.mock.calls[0]?.[0]).toEqual({ members: 5 }));
  progress.push({ kind: 'step', step: 'members', detail: '2 of 5 answer' });
  await screen.findByText('2 of 5 answer');
  const { id } = aConnection('box').profile;
  progress.push({ kind: 'ready', sandbox: { connection: id, name: 'Sandbox', members: [], folder: '/tmp' } });
  await waitFor(() => expect(window.location.hash).toBe('#/open/box/cluster'));
  expect(onClose).toHaveBeenCalled();
});

it('starts three at once where it was told to, and stops them when it is left', async () => {
  const { progress, start, unmount } = aDialog({ startsAtOnce: true });
  await waitFor(() => expect(start.mock.calls[0]?.[0]).toEqual({ members: 3 }));
  unmount();
  expect(progress.stopped()).toBe(1);
});

it('says why it did not start, and tries again', async () => {
  const { progress } = aDialog({ startsAtOnce: true });
  await waitFor(() => expect(progress.opened()).toBe(1));
  progress.fail(new EtcdeckError({ code: 'SandboxFailed', message: 'bind: address already in use' }));
  expect((await screen.findByRole('alert')).textContent).toContain('bind: address already in use');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(progress.opened()).toBe(2));
});

it.each([false, true])(
  'says what is missing where there is no etcd, and takes a path (at once: %s)',
  async (startsAtOnce) => {
    let isFound = false;
    const update = vi.fn();
    const progress = fedStream<SandboxProgress>();
    const api = scriptedApi(
      {
        sandbox: {
          start: (_request, options) => progress.open(options?.signal),
        },
        programs: { find: async () => (isFound ? here : missing) },
        files: { pick: async () => ({ file: '/opt/etcd' }) },
      },
      { nativeDialogs: true },
    );
    const keep = api.settings.update;
    const settings = {
      ...api.settings,
      update: async (request: Parameters<typeof keep>[0]) => {
        update(request.changes);
        isFound = true;
        return keep(request);
      },
    };
    render(
      <InApp api={{ ...api, settings }}>
        <SandboxDialog startsAtOnce={startsAtOnce} onClose={() => {}} />
      </InApp>,
    );
    await screen.findByText('No etcd on PATH.');
    expect(screen.queryByRole('button', { name: 'Start' })).toBeNull();
    expect(screen.getByRole('group', { name: 'The command' }).textContent).toBe('sudo apt-get install etcd-server');
    await userEvent.click(screen.getByRole('button', { name: 'Choose etcd' }));
    // What was started for a sandbox goes on by itself.
    await (startsAtOnce ? screen.findByText('Issue certificates') : screen.findByRole('button', { name: 'Start' }));
    expect(update).toHaveBeenCalledWith({ etcdBinary: '/opt/etcd' });
  },
);
