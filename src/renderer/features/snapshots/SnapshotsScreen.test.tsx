import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import type { SavedSnapshot, SnapshotProgress } from '../../../contract/snapshots.ts';
import { tasks } from '../../state/tasks.ts';
import { toasts } from '../../state/toasts.ts';
import { InWorkbench } from '../../testing/InWorkbench.tsx';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { SaveSnapshotButton } from './SaveSnapshotButton.tsx';
import { SnapshotsScreen } from './SnapshotsScreen.tsx';
import { savedSnapshots } from './saved-snapshots.ts';

afterEach(cleanup);
beforeEach(() => {
  tasks.update(() => []);
  toasts.update(() => []);
  savedSnapshots.update(() => []);
});

const snapshot: SavedSnapshot = {
  file: '/home/op/memory.db',
  bytes: 122_912,
  sha256: 'ec8a'.repeat(16),
  revision: 1_234,
  member: '47a5abbd4ce75e30' as MemberId,
  endpoint: 'https://10.0.0.1:2379',
  durationMs: 18,
  uncatalogued: null,
  undescribed: null,
};

function aScreen() {
  const stream = fedStream<SnapshotProgress>();
  const api = scriptedApi({
    snapshots: {
      suggestFile: async () => ({ file: snapshot.file }),
      save: (_request, options) => stream.open(options?.signal),
    },
  });
  render(
    <InWorkbench api={api}>
      <SaveSnapshotButton />
      <SnapshotsScreen />
    </InWorkbench>,
  );
  return { stream, user: userEvent.setup() };
}

it('saves with one click, and keeps in sight where it went and what its hash is', async () => {
  const { stream, user } = aScreen();
  await screen.findByText('No snapshot was saved in this window yet');
  await user.click(screen.getByRole('button', { name: 'Save snapshot' }));
  await waitFor(() => expect(stream.opened()).toBe(1));
  expect(screen.getAllByRole('button', { name: 'Saving…' })).toHaveLength(2);
  stream.push({ kind: 'receiving', file: snapshot.file, receivedBytes: 1_024, totalBytes: 122_912 });
  await waitFor(() =>
    expect(tasks.get()[0]?.progress).toEqual({ detail: '1 KiB of 120 KiB', done: 1_024, total: 122_912 }),
  );
  stream.push({ kind: 'saved', snapshot });
  await screen.findByText(snapshot.sha256);
  expect(screen.getByRole('button', { name: 'Copy path' })).toBeDefined();
  expect(tasks.get()[0]?.state).toBe('done');
  expect(toasts.get()[0]?.text).toBe('Snapshot saved, 120 KiB.');
});

it('says why nothing was saved', async () => {
  const { stream, user } = aScreen();
  await user.click(await screen.findByRole('button', { name: 'Save snapshot' }));
  await waitFor(() => expect(stream.opened()).toBe(1));
  stream.fail(new EtcdeckError({ code: 'DiskFull', message: 'no space left on device' }));
  await waitFor(() => expect(toasts.get()[0]?.text).toMatch(/^No snapshot was saved\. /));
  expect(tasks.get()[0]?.failure?.code).toBe('DiskFull');
  await screen.findByText('No snapshot was saved in this window yet');
});
