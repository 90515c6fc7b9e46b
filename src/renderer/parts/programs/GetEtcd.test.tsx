import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { EtcdLookup, EtcdNotice, EtcdOffer } from '../../../contract/programs.ts';
import { tasks } from '../../state/tasks.ts';
import { InApp } from '../../testing/InApp.tsx';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { MissingEtcd } from './MissingEtcd.tsx';

afterEach(cleanup);

const download: EtcdOffer = {
  ...{ way: 'download', version: '3.6.14', address: 'https://releases.example/etcd.tar.gz', bytes: 24 * 1024 * 1024 },
  ...{ sha256: 'ab'.repeat(32), folder: '/home/ann/.config/etcdeck/programs', proxy: 'http://proxy.example:3128' },
};
const build: EtcdOffer = { way: 'build', version: '3.6.14', folder: '/home/ann/.config/etcdeck/programs' };
const etcd = { binary: '/own/etcd', version: '3.6.14', place: 'own' } as const;
const missing: EtcdLookup = {
  ...{ found: null, reason: 'There is no etcd on the PATH.', install: null, notOffered: null },
  offers: [download, build],
};

function aPanel(lookup: EtcdLookup = missing) {
  let now = lookup;
  const stream = fedStream<EtcdNotice>();
  const get = vi.fn((_request: unknown, options?: { readonly signal?: unknown }) => stream.open(options?.signal));
  const api = scriptedApi({ programs: { find: async () => now, get } });
  const update = vi.spyOn(api.settings, 'update');
  render(
    <InApp api={api}>
      <MissingEtcd title="A sandbox needs etcd" then="Start it again." />
    </InApp>,
  );
  return { stream, get, update, found: () => (now = { ...lookup, found: etcd, reason: null }) };
}

it('says what is fetched, from where and into which folder, and fetches nothing before it is asked to', async () => {
  const { stream, get, found } = aPanel();
  await screen.findByText('https://releases.example/etcd.tar.gz');
  expect(screen.getByText('About 24 MiB.')).toBeDefined();
  expect(screen.getByText('ab'.repeat(32))).toBeDefined();
  expect(screen.getByText('the proxy http://proxy.example:3128')).toBeDefined();
  expect(get).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Get etcd' }));
  await waitFor(() => expect(get.mock.calls[0]?.[0]).toEqual({ way: 'download' }));
  stream.push({ kind: 'step', step: 'download' }, { kind: 'received', bytes: 6_291_456, total: 25_165_824 });
  await screen.findByText('6 MiB of 24 MiB');
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
  found();
  stream.push({ kind: 'ready', etcd });
  stream.end();
  await screen.findByText('There is etcd 3.6.14 with its tools now. Start it again.');
  await waitFor(() => expect(tasks.get()[0]).toMatchObject({ state: 'done' }));
});

it('stops, says why it failed, and tries again in another way', async () => {
  const { stream, get } = aPanel();
  await userEvent.click(await screen.findByRole('button', { name: 'Get etcd' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
  await screen.findByText('It was stopped; nothing of it was kept.');
  await userEvent.click(screen.getByRole('button', { name: 'Get etcd' }));
  await waitFor(() => expect(stream.opened()).toBe(2));
  const detail = { address: 'https://releases.example/etcd.tar.gz', reason: 'nothing listens there' };
  stream.fail(new EtcdeckError({ code: 'DownloadFailed', message: 'nothing listens there', detail }));
  expect((await screen.findByRole('alert')).textContent).toContain('Nothing listens there.');
  await userEvent.click(screen.getByRole('radio', { name: /^Build etcd 3.6.14 with Go/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(get.mock.lastCall?.[0]).toEqual({ way: 'build' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
});

it('takes it from a mirror, or from an archive with its sum', async () => {
  const { update } = aPanel();
  await userEvent.click(await screen.findByRole('button', { name: 'Another source…' }));
  await userEvent.click(screen.getByRole('combobox', { name: 'From' }));
  await userEvent.click(await screen.findByRole('option', { name: 'An archive of my own' }));
  fireEvent.change(await screen.findByRole('textbox', { name: 'Address of the archive' }), {
    target: { value: 'https://files.example/etcd.tar.gz' },
  });
  fireEvent.change(screen.getByRole('textbox', { name: 'Its SHA-256' }), { target: { value: 'CD'.repeat(32) } });
  await userEvent.click(screen.getByRole('button', { name: 'Take it from there' }));
  await waitFor(() =>
    expect(update).toHaveBeenCalledWith({
      changes: { etcdRelease: { archive: 'https://files.example/etcd.tar.gz', sha256: 'cd'.repeat(32) } },
    }),
  );
  await screen.findByRole('button', { name: 'Another source…' });
});

it('says what to do where no release is known for the machine', async () => {
  aPanel({
    ...missing,
    offers: [],
    notOffered: 'No release of etcd is known for win32 on arm64.',
    install: 'brew install etcd',
  });
  await screen.findByText('No release of etcd is known for win32 on arm64.');
  expect(screen.queryByRole('button', { name: 'Get etcd' })).toBeNull();
  expect(screen.getByRole('group', { name: 'The command' }).textContent).toBe('brew install etcd');
});
