import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ClusterId, MemberId } from '../../../contract/ids.ts';
import type { SnapshotReading } from '../../../contract/snapshot-report.ts';
import type { SavedSnapshot, SnapshotCatalogue, SnapshotProgress } from '../../../contract/snapshots.ts';
import { putBackInto } from '../../state/put-back-into.ts';
import { snapshotDialog } from '../../state/snapshot-dialogs.ts';
import { tasks } from '../../state/tasks.ts';
import { toasts } from '../../state/toasts.ts';
import { aConnectionState } from '../../testing/builders.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { fedStream, type Script, scriptedApi } from '../../testing/scripted-api.ts';
import {
  aCatalogue,
  aCataloguedSnapshot,
  aScheduleState,
  aSnapshotReport,
  aVerdict,
} from '../../testing/snapshot-builders.ts';
import { SaveSnapshotButton } from './SaveSnapshotButton.tsx';
import { SnapshotsScreen } from './SnapshotsScreen.tsx';

afterEach(cleanup);
beforeEach(() => {
  tasks.update(() => []);
  toasts.update(() => []);
  snapshotDialog.update(() => null);
  window.location.hash = '';
});

const clusterId = 'c0ffee' as ClusterId; // any id will do
const connection = anOpenConnection({ state: aConnectionState({ clusterId, revision: 1_300 }) });

const saved: SavedSnapshot = {
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

function aScreen(first: SnapshotCatalogue, snapshots: Script['snapshots'] = {}, rest: Script = {}) {
  const stream = fedStream<SnapshotProgress>();
  const shown = { catalogue: first };
  const catalogue = vi.fn(async () => shown.catalogue);
  const api = scriptedApi(
    {
      snapshots: {
        suggestFile: async () => ({ file: saved.file }),
        save: (_request, options) => stream.open(options?.signal),
        catalogue,
        schedule: async () => aScheduleState(),
        ...snapshots,
      },
      objectStores: { list: async () => [] },
      ...rest,
    },
    { nativeDialogs: true },
  );
  render(
    <InWorkbench api={api} connection={connection}>
      <SaveSnapshotButton />
      <SnapshotsScreen />
    </InWorkbench>,
  );
  return { stream, shown, catalogue, user: userEvent.setup() };
}

const menuOf = async (user: ReturnType<typeof userEvent.setup>, name: string) => {
  await user.click(await screen.findByRole('button', { name: `More for ${name}` }));
  return within(await screen.findByRole('menu', { name: `More for ${name}` }));
};

it('leads to the first snapshot, shows it received and checked, and then lists it', async () => {
  const { stream, shown, user } = aScreen(aCatalogue());
  await screen.findByText('If etcd were lost now, nothing would bring it back.');
  await user.click(screen.getByRole('button', { name: 'Save a snapshot' }));
  await waitFor(() => expect(stream.opened()).toBe(1));
  stream.push({ kind: 'receiving', file: saved.file, receivedBytes: 1_024, totalBytes: 122_912 });
  await waitFor(() => expect(tasks.get()[0]?.progress?.detail).toBe('1 KiB of 120 KiB'));
  shown.catalogue = aCatalogue(aCataloguedSnapshot({ file: saved.file, at: Date.now() }));
  stream.push({ kind: 'saved', snapshot: saved });
  await screen.findByRole('rowheader', { name: /^memory\.db/ });
  expect(screen.getByRole('row', { name: /memory\.db/ }).textContent).toContain('not checked yet');
  stream.push({ kind: 'checking', doneBytes: 61_456, totalBytes: 122_912 });
  await waitFor(() => expect(tasks.get()[0]?.progress?.detail).toBe('Checking: 60 KiB of 120 KiB'));
  shown.catalogue = aCatalogue(aCataloguedSnapshot({ file: saved.file, at: Date.now(), checked: aVerdict() }));
  stream.push({ kind: 'checked', report: aSnapshotReport() });
  await screen.findByText('checked ok');
  expect(tasks.get()[0]?.state).toBe('done');
  expect(toasts.get().map(({ text }) => text)).toEqual(['Snapshot saved, 120 KiB. Checked: 245 live keys.']);
});

it('says why nothing was saved', async () => {
  const { stream, user } = aScreen(aCatalogue());
  await user.click(await screen.findByRole('button', { name: 'Save snapshot' }));
  await waitFor(() => expect(stream.opened()).toBe(1));
  stream.fail(new EtcdeckError({ code: 'DiskFull', message: 'no space left on device' }));
  await waitFor(() => expect(toasts.get()[0]?.text).toMatch(/^No snapshot was saved\. /));
  expect(tasks.get()[0]?.failure?.code).toBe('DiskFull');
});

it('says first what would be lost, and of each file what proves it', async () => {
  const hour = 3_600_000;
  aScreen(
    aCatalogue(
      aCataloguedSnapshot({
        file: '/backups/new.db',
        at: Date.now() - 3 * hour,
        origin: 'scheduled',
        etcdVersion: '3.5.30',
        checked: aVerdict(),
        rehearsed: { at: Date.now() - 2 * hour, served: true, etcdVersion: '3.5.30', failure: null },
        copies: [{ store: 'gone', object: 'a', at: 0 }],
      }),
      aCataloguedSnapshot({
        file: '/backups/bad.db',
        checked: aVerdict({ verdict: 'damaged', message: 'page 4 is used twice' }),
      }),
      aCataloguedSnapshot({
        file: '/data/db',
        origin: 'folder',
        sha256: null,
        clusterId: null,
        checked: aVerdict({ verdict: 'unverifiable' }),
      }),
      aCataloguedSnapshot({ file: '/backups/old.db', isThere: false }),
    ),
  );
  const heading = await screen.findByRole('heading', { level: 1 });
  expect(heading.textContent).toBe('Last snapshot 3 h ago, rehearsed');
  expect(
    screen.getByText('The cluster is 66 revisions beyond it: restoring it loses what was written since.'),
  ).toBeDefined();
  const row = (name: string) => screen.getByRole('row', { name: new RegExp(name) }).textContent;
  expect(row('new\\.db')).toMatch(
    /saved by the schedule · etcd 3\.5\.30 · 512 live keys · copy in a store that was removed.*1,000 – 1,234.*checked ok.*rehearsed\u00a02 h ago/,
  );
  expect(row('bad\\.db')).toMatch(/Page 4 is used twice\..*damaged/);
  expect(row('/data')).toMatch(
    /found in a folder · of a cluster that is not known.*nothing proves its values.*file of .*unverifiable/,
  );
  expect(screen.getByRole('table', { name: 'Files of clusters that are not known' })).toBeDefined();
  expect(row('old\\.db')).toMatch(/The file is gone.*gone/);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Open old.db' }).disabled).toBe(true);
});

it('leads from a row to its keys, the comparison, the restore and the rehearsal', async () => {
  const file = '/home/op/prod.db';
  const { user } = aScreen(aCatalogue(aCataloguedSnapshot({ file })));
  await user.click(await screen.findByRole('button', { name: 'Open prod.db' }));
  expect(window.location.hash).toBe(`#/file/${encodeURIComponent(file)}/keys`);
  await user.click((await menuOf(user, 'prod.db')).getByRole('menuitem', { name: 'Compare with the cluster' }));
  expect(window.location.hash).toMatch(/^#\/open\/memory\/compare\/snapshot%40/);
  await user.click((await menuOf(user, 'prod.db')).getByRole('menuitem', { name: 'Restore…' }));
  expect(snapshotDialog.get()).toEqual({ kind: 'restore', file, connection: 'memory' });
  await user.click((await menuOf(user, 'prod.db')).getByRole('menuitem', { name: 'Rehearse…' }));
  expect(snapshotDialog.get()).toEqual({ kind: 'rehearse', file, connection: 'memory' });
  await user.click((await menuOf(user, 'prod.db')).getByRole('menuitem', { name: 'Put keys back…' }));
  expect(window.location.hash).toBe(`#/file/${encodeURIComponent(file)}/keys`);
  expect(putBackInto.get()).toMatchObject({ file, connection: 'memory' });
});

it('checks a file again, says what it found, and reads the catalogue anew', async () => {
  const reading = fedStream<SnapshotReading>();
  const read = vi.fn((_request: unknown, options?: { readonly signal?: unknown }) => reading.open(options?.signal));
  const { user, catalogue } = aScreen(aCatalogue(aCataloguedSnapshot()), { read });
  await user.click((await menuOf(user, 'prod.db')).getByRole('menuitem', { name: 'Check now' }));
  await waitFor(() => expect(read.mock.calls[0]?.[0]).toEqual({ file: '/home/op/prod.db', isFresh: true }));
  const before = catalogue.mock.calls.length;
  const finding = {
    code: 'TrailerMismatch',
    severity: 'critical',
    page: null,
    message: 'the SHA-256 differs',
  } as const;
  reading.push({
    kind: 'read',
    report: aSnapshotReport({ integrity: { verdict: 'damaged', findings: [finding], found: 1 } }),
  });
  await waitFor(() => expect(toasts.get()[0]?.text).toBe('prod.db: It is damaged: the SHA-256 differs.'));
  await waitFor(() => expect(catalogue.mock.calls.length).toBeGreaterThan(before));
});

it('asks before a file is deleted, and says that the last verified one is not', async () => {
  const forget = vi.fn(async (): Promise<void> => {
    throw new EtcdeckError({ code: 'LastVerified', message: 'it is the last one' });
  });
  const { user } = aScreen(aCatalogue(aCataloguedSnapshot()), { forget });
  await user.click((await menuOf(user, 'prod.db')).getByRole('menuitem', { name: 'Delete file…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Delete prod.db?' }));
  await user.click(dialog.getByRole('button', { name: 'Delete file' }));
  expect((await dialog.findByRole('alert')).textContent).toMatch(
    /^This is the last snapshot of its cluster that is known to be whole\..* by other means\. What it means$/,
  );
  forget.mockResolvedValue(undefined);
  await user.click(dialog.getByRole('button', { name: 'Delete file' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(forget.mock.lastCall).toEqual([{ file: '/home/op/prod.db', deletesFile: true }]);
});

it('offers to delete no file that is known to be the last verified one', async () => {
  const [last, older] = ['/home/op/last.db', '/home/op/older.db'];
  const checked = aVerdict();
  const { user } = aScreen(
    aCatalogue(aCataloguedSnapshot({ file: last, checked }), aCataloguedSnapshot({ file: older, checked })),
  );
  await user.click((await menuOf(user, 'last.db')).getByRole('menuitem', { name: 'Delete file…' }));
  await screen.findByRole('alert');
  expect(screen.getByRole('button', { name: 'Delete file' })).toHaveProperty('disabled', true);
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await user.click((await menuOf(user, 'older.db')).getByRole('menuitem', { name: 'Delete file…' }));
  expect(await screen.findByRole('button', { name: 'Delete file' })).toHaveProperty('disabled', false);
  expect(screen.queryByRole('alert')).toBeNull();
});

it('adds a folder, says which cannot be listed, and takes one out', async () => {
  const addFolder = vi.fn(async () => undefined);
  const removeFolder = vi.fn(async () => undefined);
  const failure = { code: 'FileNotFound', message: 'ENOENT', retry: false, detail: { file: '/gone' } } as const;
  const { user } = aScreen(
    {
      ...aCatalogue(aCataloguedSnapshot()),
      folders: [
        { folder: '/gone', failure, strangers: 0 },
        { folder: '/cron', failure: null, strangers: 2 },
      ],
    },
    { addFolder, removeFolder },
    { files: { pick: async () => ({ file: '/backups' }) } },
  );
  const folders = await screen.findByRole('region', { name: 'Folders' });
  const [gone, cron] = within(folders).getAllByRole('listitem');
  expect(gone?.textContent).toMatch(/^\/gone.+/);
  expect(cron?.textContent).toMatch(/2 \.db files here are no snapshots: empty, cut, or something else\.$/);
  await user.click(within(folders).getByRole('button', { name: 'Add…' }));
  await waitFor(() => expect(addFolder).toHaveBeenCalledWith({ folder: '/backups' }));
  await user.click(within(folders).getByRole('button', { name: 'Take out /gone' }));
  await waitFor(() => expect(removeFolder).toHaveBeenCalledWith({ folder: '/gone' }));
});

it('says why the snapshots are not known, and asks again', async () => {
  let isDamaged = true;
  const { user } = aScreen(aCatalogue(), {
    catalogue: async () => {
      if (isDamaged) throw new EtcdeckError({ code: 'SettingsDamaged', message: 'no JSON' });
      return aCatalogue(aCataloguedSnapshot());
    },
  });
  const alert = await screen.findByRole('alert');
  isDamaged = false;
  await user.click(within(alert).getByRole('button', { name: 'Try again' }));
  await screen.findByRole('table', { name: 'Snapshots' });
});
