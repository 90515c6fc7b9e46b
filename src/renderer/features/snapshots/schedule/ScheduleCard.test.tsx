import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../../contract/failure.ts';
import type { ScheduleState, SnapshotSchedule, SnapshotsApi } from '../../../../contract/snapshots.ts';
import { InWorkbench } from '../../../testing/InWorkbench.tsx';
import { scriptedApi } from '../../../testing/scripted-api.ts';
import { aSchedule, aScheduleState } from '../../../testing/snapshot-builders.ts';
import { ScheduleCard } from './ScheduleCard.tsx';

afterEach(cleanup);

function aCard(state: ScheduleState, set?: SnapshotsApi['setSchedule']) {
  const setSchedule = vi.fn<SnapshotsApi['setSchedule']>(
    set ?? (async ({ schedule }) => aScheduleState({ schedule, nextAt: Date.now() + 3_600_000 })),
  );
  const api = scriptedApi({
    snapshots: {
      schedule: async () => state,
      setSchedule,
      suggestFile: async () => ({ file: '/home/op/Documents/memory-2026.db' }),
    },
    objectStores: {
      list: async () => [
        {
          id: 's1',
          name: 'off-site',
          endpoint: '',
          region: 'eu-central-1',
          bucket: 'b',
          prefix: '',
          isPathStyle: false,
          caFile: null,
          credentials: 'environment',
        },
      ],
    },
  });
  render(
    <InWorkbench api={api}>
      <ScheduleCard />
    </InWorkbench>,
  );
  return { setSchedule, user: userEvent.setup() };
}

it('sets a schedule where one click saves to, and shows the name that a file would have', async () => {
  const { setSchedule, user } = aCard(aScheduleState());
  await user.click(await screen.findByRole('button', { name: 'Set a schedule…' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Set a schedule' }));
  await waitFor(() =>
    expect(dialog.getByRole<HTMLInputElement>('textbox', { name: 'Folder' }).value).toBe('/home/op/Documents'),
  );
  expect(dialog.getByText(/^memory-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.db$/)).toBeDefined();
  await user.clear(dialog.getByRole('textbox', { name: 'Keep the newest' }));
  expect(dialog.getByText('A whole number from 1 to 1,000.')).toBeDefined();
  await user.type(dialog.getByRole('textbox', { name: 'Keep the newest' }), '7');
  await user.click(dialog.getByRole('checkbox', { name: /^Rehearse each/ }));
  await user.click(dialog.getByRole('combobox', { name: 'Copy to' }));
  await user.click(screen.getByRole('option', { name: 'off-site' }));
  await user.click(await dialog.findByRole('checkbox', { name: /^Delete older copies there/ }));
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  const wanted: SnapshotSchedule = {
    ...{ isEnabled: true, everyMinutes: 360, folder: '/home/op/Documents', nameTemplate: '{name}-{time}.db' },
    ...{ retention: { last: 7, days: 30 }, rehearses: true, store: 's1', deletesCopies: true },
  };
  await waitFor(() => expect(setSchedule.mock.lastCall?.[0]).toEqual({ connection: 'memory', schedule: wanted }));
  expect(
    await screen.findByText(/^Every 6 hours into \/home\/op\/Documents, each rehearsed, with a copy in off-site/),
  ).toBeDefined();
});

it('says at its field what core refuses', async () => {
  const { user } = aCard(aScheduleState({ schedule: aSchedule() }), async () => {
    const detail = { field: 'folder', reason: 'it is not an absolute path' };
    throw new EtcdeckError({ code: 'BadRequest', message: 'no', detail });
  });
  await user.click(await screen.findByRole('button', { name: 'Change…' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const folder = await screen.findByRole('textbox', { name: 'Folder' });
  await waitFor(() => expect(folder.getAttribute('aria-invalid')).toBe('true'));
  expect(screen.getByText('It is not an absolute path.')).toBeDefined();
});

it('says beside its switch what core refuses, and names no field', async () => {
  const { user } = aCard(aScheduleState({ schedule: aSchedule() }), async () => {
    const detail = { field: 'folder', reason: 'there is no such folder' };
    throw new EtcdeckError({ code: 'BadRequest', message: 'folder: there is no such folder', detail });
  });
  await user.click(await screen.findByRole('switch', { name: 'Save by schedule' }));
  expect((await screen.findByRole('alert')).textContent).toBe('The schedule stays as it is. There is no such folder.');
});

it('says of a run that saved what it could not delete', async () => {
  const message = '1 of 2 copies that are due was not deleted: AccessDenied (HTTP 403)';
  const at = Date.now() - 60_000;
  aCard(
    aScheduleState({
      schedule: aSchedule({ store: 's1', deletesCopies: true }),
      lastSuccess: { at, file: '/backups/a.db' },
      lastFailure: { at, failure: { code: 'StoreRefused', message, retry: false } },
    }),
  );
  expect((await screen.findByText(/^It saved, and/)).textContent).toBe(
    `It saved, and could not delete all that is due. The object store refused. ${message}.`,
  );
  expect(screen.getByText(/The same holds for the copies\./)).toBeDefined();
  expect(screen.queryByText(/^It failed/)).toBeNull();
});

it('says how it went, switches it off, and removes it', async () => {
  const now = Date.now();
  const failure = { code: 'DiskFull', message: 'no space', retry: false } as const;
  const { setSchedule, user } = aCard(
    aScheduleState({
      schedule: aSchedule(),
      nextAt: now + 2 * 3_600_000 + 30_000,
      lastSuccess: { at: now - 7_200_000, file: '/backups/a.db' },
      lastFailure: { at: now - 3_600_000, failure },
      missed: 2,
      due: ['/backups/old.db'],
    }),
  );
  expect((await screen.findByText('in 2 h')).tagName).toBe('TIME');
  expect(screen.getByText(/: a\.db$/).textContent).toBe('2 h ago: a.db');
  expect(screen.getByText(/^It failed/).textContent).toMatch(/^It failed 1 h ago\. \S/);
  expect(screen.getByText(/^2 runs since the last success/)).toBeDefined();
  expect(screen.getByText('1 file').title).toBe('/backups/old.db');
  expect(screen.getByRole('group', { name: 'The line for cron' }).textContent).toContain(
    'snapshot save /backups/memory-',
  );
  await user.click(screen.getByRole('switch', { name: 'Save by schedule' }));
  await waitFor(() => expect(setSchedule.mock.lastCall?.[0].schedule).toEqual(aSchedule({ isEnabled: false })));
  await user.click(screen.getByRole('button', { name: 'Change…' }));
  await user.click(screen.getByRole('button', { name: 'Remove the schedule' }));
  await waitFor(() => expect(setSchedule.mock.lastCall?.[0].schedule).toBeNull());
  await screen.findByRole('button', { name: 'Set a schedule…' });
});
