import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../../contract/failure.ts';
import type { LabApi, LabProgress } from '../../../../contract/lab.ts';
import type { EtcdLookup, EtcdProgram } from '../../../../contract/programs.ts';
import type { SnapshotProgress } from '../../../../contract/snapshots.ts';
import { anyLab, type LabStart } from '../../../state/lab-start.ts';
import { aConnection } from '../../../testing/builders.ts';
import { InApp } from '../../../testing/InApp.tsx';
import { aLab } from '../../../testing/lab-builders.ts';
import { fedStream, scriptedApi } from '../../../testing/scripted-api.ts';
import { LabStartDialog } from './LabStartDialog.tsx';

afterEach(cleanup);
beforeEach(() => {
  window.location.hash = '';
});

const found: EtcdProgram = { binary: '/usr/bin/etcd', version: '3.5.30', place: 'path' };
const newer: EtcdProgram = { binary: '/opt/etcd-3.6/etcd', version: '3.6.14', place: 'own' };
const nothing: EtcdLookup = { found: null, reason: 'No etcd on PATH.', install: null, offers: [], notOffered: null };
const { profile } = aConnection('sandbox-lab-1');

function aDialog(start: LabStart = anyLab, lookup: EtcdLookup = { ...nothing, found, reason: null }) {
  const progress = fedStream<LabProgress>();
  const saving = fedStream<SnapshotProgress>();
  const begin = vi.fn((_request: Parameters<LabApi['start']>[0], options?: { readonly signal?: unknown }) =>
    progress.open(options?.signal),
  );
  const onClose = vi.fn();
  const api = scriptedApi({
    connections: { list: async () => [] },
    programs: { find: async () => lookup },
    lab: { programs: async () => [found, newer], start: begin },
    snapshots: {
      catalogue: async () => ({ snapshots: [], folders: [], isCut: false }),
      suggestFile: async () => ({ file: '/backups/prod.db' }),
      save: (_request, options) => saving.open(options?.signal),
    },
  });
  const { unmount } = render(
    <InApp api={api}>
      <LabStartDialog start={start} onClose={onClose} />
    </InApp>,
  );
  const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }));
  return { progress, saving, begin, onClose, unmount, press };
}

it('starts as many members as were chosen, says how far it is, and opens the lab', async () => {
  const { progress, begin, onClose, press } = aDialog();
  await userEvent.click(await screen.findByRole('radio', { name: /^Five members/ }));
  await press('Start');
  await waitFor(() => expect(progress.opened()).toBe(1));
  expect(begin.mock.calls[0]?.[0].members.map(({ name, etcd }) => [name, etcd])).toEqual(
    [1, 2, 3, 4, 5].map((number) => [`member-${number}`, null]),
  );
  progress.push({ kind: 'step', step: 'members', detail: '2 of 5 answer' });
  await screen.findByText('2 of 5 answer');
  progress.push({ kind: 'ready', lab: aLab(profile.id, 5) });
  await waitFor(() => expect(window.location.hash).toBe('#/open/sandbox-lab-1/lab'));
  expect(onClose).toHaveBeenCalled();
});

it('offers even numbers with the reason against them, and each member an etcd of its own', async () => {
  const { progress, begin, press } = aDialog();
  await userEvent.click(await screen.findByRole('radio', { name: /^Another number .*no more may fail/ }));
  await userEvent.click(screen.getByRole('combobox', { name: 'Number of members' }));
  await userEvent.click(await screen.findByRole('option', { name: '2' }));
  await userEvent.click(screen.getByRole('checkbox', { name: /^Each member its own/ }));
  await userEvent.click(await screen.findByRole('combobox', { name: 'etcd of member-2' }));
  await userEvent.click(await screen.findByRole('option', { name: /^etcd 3\.6\.14/ }));
  await press('Start');
  await waitFor(() => expect(progress.opened()).toBe(1));
  expect(begin.mock.calls[0]?.[0]).toEqual({
    members: [
      { name: 'member-1', etcd: null },
      { name: 'member-2', etcd: '/opt/etcd-3.6' },
    ],
    snapshot: null,
  });
});

it('is a copy of a cluster once there is a snapshot of it, which it saves', async () => {
  const copyOf = { connection: aConnection('prod').profile.id, name: 'prod' };
  const { progress, saving, begin, press } = aDialog({ snapshot: null, members: ['etcd-0', 'etcd-1'], copyOf });
  await screen.findByText('etcd-0, etcd-1');
  expect(screen.getByRole('button', { name: 'Start' }).hasAttribute('disabled')).toBe(true);
  await press('Save a snapshot of prod now');
  await waitFor(() => expect(saving.opened()).toBe(1));
  saving.fail(new EtcdeckError({ code: 'Unavailable', message: 'no member answers' }));
  await screen.findByRole('alert');
  await userEvent.type(screen.getByRole('textbox', { name: 'Snapshot' }), '/backups/prod.db');
  await press('Start');
  await waitFor(() => expect(progress.opened()).toBe(1));
  expect(begin.mock.calls[0]?.[0]).toEqual({
    members: [
      { name: 'etcd-0', etcd: null },
      { name: 'etcd-1', etcd: null },
    ],
    snapshot: '/backups/prod.db',
  });
});

it('says why it did not start, tries again, and stops what it started when it is left', async () => {
  const { progress, press, unmount } = aDialog();
  await press('Start');
  await waitFor(() => expect(progress.opened()).toBe(1));
  progress.fail(new EtcdeckError({ code: 'SandboxFailed', message: 'bind: address already in use' }));
  expect((await screen.findByRole('alert')).textContent).toContain('bind: address already in use');
  await press('Try again');
  await waitFor(() => expect(progress.opened()).toBe(2));
  const before = progress.stopped();
  unmount();
  expect(progress.stopped()).toBe(before + 1);
});

it('says what is missing where there is no etcd', async () => {
  aDialog(anyLab, nothing);
  await screen.findByRole('region', { name: 'A lab needs etcd, and there is none here' });
  expect(screen.queryByRole('button', { name: 'Start' })).toBeNull();
});
