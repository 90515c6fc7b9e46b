import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ConnectionState } from '../../../contract/connections/state.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { Settings } from '../../../contract/settings.ts';
import { overlay } from '../../state/overlay.ts';
import { aConnection } from '../../testing/builders.ts';
import { InApp } from '../../testing/InApp.tsx';
import { fedStream, scriptedApi, someSettings } from '../../testing/scripted-api.ts';
import { StartScreen } from './StartScreen.tsx';

afterEach(cleanup);
beforeEach(() => {
  window.location.hash = '';
  overlay.update(() => null);
});

const choose = async (name: string, item: string): Promise<void> => {
  await userEvent.click(await screen.findByRole('button', { name: `More for ${name}` }));
  await userEvent.click(await screen.findByRole('menuitem', { name: item }));
};

it('lists connections and asks nothing else of core', async () => {
  // Any other method fails the test.
  const list = vi.fn(async () => [aConnection('prod'), aConnection('lab')]);
  render(
    <InApp api={scriptedApi({ connections: { list } })}>
      <StartScreen />
    </InApp>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Connect to lab' }));
  expect(window.location.hash).toBe('#/open/lab/cluster');
});

it('says what to do where there is no connection', async () => {
  render(
    <InApp api={scriptedApi({ connections: { list: async () => [] } })}>
      <StartScreen />
    </InApp>,
  );
  await screen.findByText('No connection yet');
  await userEvent.click(screen.getByRole('button', { name: 'Start a sandbox cluster' }));
  expect(overlay.get()).toBe('sandbox');
  await userEvent.click(screen.getByRole('button', { name: 'New connection' }));
  expect(window.location.hash).toBe('#/new');
});

it('says why the list cannot be read, and reads it again', async () => {
  const list = vi
    .fn(async () => [aConnection('prod')])
    .mockRejectedValueOnce(new EtcdeckError({ code: 'SettingsDamaged', message: 'Unexpected token' }));
  render(
    <InApp api={scriptedApi({ connections: { list } })}>
      <StartScreen />
    </InApp>,
  );
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The settings file cannot be read.');
  await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
  await screen.findByRole('button', { name: 'Connect to prod' });
});

it('removes a connection once it was confirmed', async () => {
  let saved = [aConnection('prod')];
  const remove = vi.fn(async () => {
    saved = [];
  });
  render(
    <InApp api={scriptedApi({ connections: { list: async () => saved, remove } })}>
      <StartScreen />
    </InApp>,
  );
  await choose('prod', 'Remove');
  const dialog = await screen.findByRole('dialog', { name: 'Remove prod?' });
  expect(remove).not.toHaveBeenCalled();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Remove connection' }));
  await screen.findByText('No connection yet');
  expect(remove).toHaveBeenCalledWith({ connection: 'prod' });
});

it('names the domain that decides the endpoints, in their place', async () => {
  const list = async () => [aConnection('prod', { discovery: { domain: 'example.net', service: null } })];
  render(
    <InApp api={scriptedApi({ connections: { list } })}>
      <StartScreen />
    </InApp>,
  );
  expect((await screen.findByRole('button', { name: 'Connect to prod' })).textContent).toContain(
    'SRV records of example.net; found last: https://10.0.4.11:2379',
  );
});

it('shows a damaged connection with what is wrong and where, to be removed and not opened', async () => {
  const damage = { file: '/home/ops/.config/etcdeck/connections.json', reason: 'endpoints: Required', canRemove: true };
  const remove = vi.fn(async () => {});
  const lost = aConnection('Connection 3', {}, { damage: { ...damage, canRemove: false } });
  const list = async () => [aConnection('prod', {}, { damage }), lost];
  render(
    <InApp api={scriptedApi({ connections: { list, remove } })}>
      <StartScreen />
    </InApp>,
  );
  const [prod, other] = await screen.findAllByText(/cannot be read: endpoints: Required/);
  expect(prod?.textContent).toContain(damage.file);
  expect(other).toBeDefined();
  expect(screen.queryByRole('button', { name: /^Connect to/ })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Remove Connection 3' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Remove prod' }));
  const dialog = await screen.findByRole('dialog', { name: 'Remove prod?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Remove connection' }));
  await waitFor(() => expect(remove).toHaveBeenCalledWith({ connection: 'prod' }));
});

it('stops a sandbox, which cannot be edited', async () => {
  const stop = vi.fn(async () => {});
  const list = async () => [aConnection('Sandbox', {}, { origin: 'sandbox' })];
  const { open } = fedStream<ConnectionState>();
  render(
    <InApp api={scriptedApi({ connections: { list, open: (_, options) => open(options?.signal) }, sandbox: { stop } })}>
      <StartScreen />
    </InApp>,
  );
  await choose('Sandbox', 'Stop the sandbox');
  expect(screen.queryByRole('menuitem', { name: 'Edit' })).toBeNull();
  const dialog = await screen.findByRole('dialog', { name: 'Stop Sandbox?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Stop the sandbox' }));
  await waitFor(() => expect(stop).toHaveBeenCalledWith({ connection: 'Sandbox' }));
});

it('calls a lab a lab, and stops it', async () => {
  const stop = vi.fn(async () => {});
  const id = 'sandbox-lab-1';
  const list = async () => [aConnection(id, {}, { origin: 'sandbox' })];
  const { open } = fedStream<ConnectionState>();
  render(
    <InApp api={scriptedApi({ connections: { list, open: (_, options) => open(options?.signal) }, lab: { stop } })}>
      <StartScreen />
    </InApp>,
  );
  await choose(id, 'Stop the lab');
  expect(screen.getByText('lab')).toBeTruthy();
  const dialog = await screen.findByRole('dialog', { name: `Stop ${id}?` });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Stop the lab' }));
  await waitFor(() => expect(stop).toHaveBeenCalledWith({ connection: id }));
});

it('opens a file of exported keys, and offers those that were opened before', async () => {
  const files = JSON.stringify(['/home/ops/old.yaml', '/tmp/older.json']);
  const pick = vi.fn(async () => ({ file: '/home/ops/new keys.yaml' }));
  const host = { connections: { list: async () => [] }, files: { pick } };
  const settings = { get: async () => someSettings({ layout: { 'files.recent': files } }) };
  render(
    <InApp api={scriptedApi({ ...host, settings }, { nativeDialogs: true })}>
      <StartScreen />
    </InApp>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Open a snapshot or exported keys…' }));
  await waitFor(() => expect(window.location.hash).toBe('#/file/%2Fhome%2Fops%2Fnew%20keys.yaml/keys'));
  expect(pick).toHaveBeenCalledWith(expect.objectContaining({ purpose: 'open', suggested: '/home/ops/old.yaml' }));
  await userEvent.click(screen.getByRole('button', { name: 'Open /tmp/older.json' }));
  expect(window.location.hash).toBe('#/file/%2Ftmp%2Folder.json/keys');
});

it('takes a file out of the list of those opened last', async () => {
  let settings = someSettings({ layout: { 'files.recent': JSON.stringify(['/tmp/a.yaml', '/tmp/b.yaml']) } });
  const kept = {
    get: async () => settings,
    update: async ({ changes }: { readonly changes: Partial<Settings> }) => {
      settings = { ...settings, ...changes };
      return settings;
    },
  };
  render(
    <InApp api={scriptedApi({ connections: { list: async () => [] }, settings: kept })}>
      <StartScreen />
    </InApp>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Forget /tmp/a.yaml' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Open /tmp/a.yaml' })).toBeNull());
  expect(settings.layout['files.recent']).toBe('[{"file":"/tmp/b.yaml","kind":"bundle","revision":null}]');
});

it('opens the sample snapshot, for which there need be no server', async () => {
  const sample = async () => ({ file: '/opt/etcdeck/resources/sample-snapshot.db' });
  render(
    <InApp api={scriptedApi({ connections: { list: async () => [] }, snapshots: { sample } })}>
      <StartScreen />
    </InApp>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Open the sample snapshot' }));
  await waitFor(() =>
    expect(window.location.hash).toBe('#/file/%2Fopt%2Fetcdeck%2Fresources%2Fsample-snapshot.db/keys'),
  );
});

it('says which revision a snapshot had when it was opened', async () => {
  const files = JSON.stringify([{ file: '/backups/prod.db', kind: 'snapshot', revision: 12_345 }]);
  const settings = { get: async () => someSettings({ layout: { 'files.recent': files } }) };
  render(
    <InApp api={scriptedApi({ connections: { list: async () => [] }, settings })}>
      <StartScreen />
    </InApp>,
  );
  const button = await screen.findByRole('button', { name: 'Open /backups/prod.db' });
  expect(button.textContent).toBe('prod.db/backups/prod.dbrevision 12,345');
});
