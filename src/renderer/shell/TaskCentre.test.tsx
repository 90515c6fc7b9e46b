import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId } from '../../contract/ids.ts';
import type { JournalEntry } from '../../contract/journal.ts';
import { didChange } from '../state/changes-made.ts';
import { shownConnection } from '../state/shown-connection.ts';
import { startTask, tasks } from '../state/tasks.ts';
import { toasts } from '../state/toasts.ts';
import { aConnection, aConnectionState } from '../testing/builders.ts';
import { anOpenConnection, InWorkbench } from '../testing/InWorkbench.tsx';
import { aJournalEntry } from '../testing/journal-builders.ts';
import { scriptedApi } from '../testing/scripted-api.ts';
import { bytesOf, equalBytes } from '../ui/byte-text.ts';
import { TaskCentre } from './TaskCentre.tsx';

// Core alone makes such ids; a test is core here.
const clusterId = 'c1' as ClusterId;
const connection = anOpenConnection({ state: aConnectionState({ clusterId }) });

const keys = (firstKey: string, keyCount = 1) => ({ kind: 'keys', keyCount, firstKey: bytesOf(firstKey) }) as const;

const anEntry = (id: string, changes: Partial<JournalEntry> = {}): JournalEntry =>
  aJournalEntry({ id, clusterId, subject: keys('/app/greeting'), ...changes });

beforeEach(() => {
  tasks.update(() => []);
  toasts.update(() => []);
});
afterEach(cleanup);

function shown(
  entries: () => readonly JournalEntry[],
  keyAt: (key: Uint8Array) => number | null = () => 7,
  page: { readonly isPartial?: true } = {},
) {
  const planUndo = vi.fn(async function* () {});
  const api = scriptedApi({
    journal: { list: async () => ({ entries: entries(), next: null, damaged: 0, isKept: false, hasSealed: false }) },
    keys: {
      async *list({ prefix: key }) {
        const modRevision = keyAt(key);
        const row = { key, createRevision: 1, version: 1, lease: null, bytes: null };
        yield {
          rows: modRevision === null ? [] : [{ ...row, modRevision: modRevision }],
          revision: 9,
          complete: true,
          next: null,
          ...page,
        };
      },
    },
    plans: { planUndo },
  });
  const drawn = (at = connection) => (
    <InWorkbench api={api} connection={at}>
      <TaskCentre />
    </InWorkbench>
  );
  const { rerender } = render(drawn());
  return { user: userEvent.setup(), planUndo, show: (at: typeof connection) => rerender(drawn(at)) };
}

it('has what was written before this window was loaded, with its time and the way back', async () => {
  const others = [anEntry('j0', { clusterId: 'c2' as ClusterId, subject: keys('/elsewhere') })];
  const { user, planUndo } = shown(() => [anEntry('j1'), ...others, anEntry('j3', { outcome: 'failed' })]);
  await user.click(await screen.findByRole('button', { name: '1 change' }));
  const row = await screen.findByText('Wrote /app/greeting');
  expect(row.textContent).toMatch(/\d\d:\d\d:\d\d · revision 7$/);
  expect(screen.queryByText(/elsewhere/)).toBeNull();
  await screen.findByText('Without a keychain the journal is in memory: it ends with etcdeck.');
  await user.click(screen.getByRole('button', { name: 'Undo the change of /app/greeting' }));
  expect(planUndo).toHaveBeenCalledWith({ connection: connection.id, journalEntry: 'j1' }, {});
});

it('says why, once there is no way back', async () => {
  const { user } = shown(
    () => [anEntry('j1')],
    () => 1_234,
  );
  await user.click(await screen.findByRole('button', { name: '1 change' }));
  await screen.findByText('Changed since, at revision 1,234.');
  expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull();
});

it('does not take a key that the user may not read for a deleted one', async () => {
  const other = bytesOf('/app/other');
  const { user } = shown(
    () => [anEntry('j1'), anEntry('j2', { subject: { kind: 'keys', keyCount: 1, firstKey: other } })],
    (key) => (equalBytes(key, other) ? 1_234 : null),
    { isPartial: true },
  );
  await user.click(await screen.findByRole('button', { name: '2 changes' }));
  // Both keys have been looked at by then.
  await screen.findByText('Changed since, at revision 1,234.');
  expect(screen.queryByText('Deleted since.')).toBeNull();
  expect(screen.getByRole('button', { name: 'Undo the change of /app/greeting' })).toBeTruthy();
});

it('tells a write of this window once, with its task, and asks anew after each', async () => {
  let entries: readonly JournalEntry[] = [];
  const { user } = shown(() => entries);
  await waitFor(() => expect(shownConnection.get()?.id).toBe(connection.id));
  startTask({
    title: 'Deleting /x/…',
    run: async () => ({ title: 'Deleted 2 keys below /x/', text: null, journalEntry: 'j1' }),
  });
  entries = [anEntry('j1', { act: 'delete', subject: keys('/x/a', 2) })];
  didChange(connection.id);
  await user.click(await screen.findByRole('button', { name: '1 task done' }));
  await screen.findByRole('button', { name: 'Undo the change of /x/a and 1 more' });
  expect(screen.queryByText('Written here before')).toBeNull();
  const list = screen.getByRole('list', { name: 'Tasks' });
  expect(within(list).getByRole('listitem').textContent).toMatch(/memory · \d\d:\d\d:\d\d$/);
  // Cleared from the tasks it is among what was written before, and can still be undone.
  await user.click(screen.getByRole('button', { name: 'Clear ended' }));
  await screen.findByText('Deleted /x/a and 1 more');
});

it('says what is under way as long as it is, and then what was done, or that it failed', async () => {
  const { user } = shown(() => []);
  await waitFor(() => expect(shownConnection.get()?.id).toBe(connection.id));
  let end: (title: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  startTask({ title: 'Putting back /app/a', run: async () => ({ title: await ended, text: null }) });
  await user.click(await screen.findByRole('button', { name: '1 task running' }));
  const list = screen.getByRole('list', { name: 'Tasks' });
  expect(list.textContent).toContain('Putting back /app/a');
  end('Put back /app/a');
  await within(list).findByText('Put back /app/a');
  expect(list.textContent).not.toContain('Putting');
  startTask({
    title: 'Deleting /app/b',
    run: () => Promise.reject(new EtcdeckError({ code: 'PermissionDenied', message: 'etcdserver: permission denied' })),
  });
  await within(list).findByText('Failed');
});

it('does not call a task done that stopped half way', async () => {
  shown(() => []);
  await waitFor(() => expect(shownConnection.get()?.id).toBe(connection.id));
  startTask({ title: 'Deleting /x/…', run: async () => ({ title: 'Deleted /x/', text: null }) });
  const stopped = { title: 'Undoing stopped', text: '3 not done.', isStopped: true };
  startTask({ title: 'Undoing', run: async () => stopped });
  await screen.findByRole('button', { name: '1 task stopped' });
});

it('leads to the connection of a task instead of acting on another one', async () => {
  const { user, show } = shown(() => []);
  await waitFor(() => expect(shownConnection.get()?.id).toBe(connection.id));
  startTask({
    title: 'Deleting /x/…',
    run: async () => ({ title: 'Deleted /x/', text: null, action: { label: 'Undo', run: () => undefined } }),
  });
  const { profile } = aConnection('other');
  show({ ...connection, id: profile.id, profile });
  await user.click(await screen.findByRole('button', { name: '1 task done' }));
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Open memory' }));
  expect(window.location.hash).toBe('#/open/memory/cluster');
});
