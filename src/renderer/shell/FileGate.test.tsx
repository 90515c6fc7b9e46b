import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RequestOf } from '../../contract/api.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { type FileKeys, type SourceOrigin, snapshotKeys } from '../../contract/key-source.ts';
import type { SnapshotsApi } from '../../contract/snapshots.ts';
import type { SourceOpening } from '../../contract/sources.ts';
import { commandsFor } from '../state/commands.ts';
import { pendingFileRequest } from '../state/file-picker.ts';
import { choosePutBack, putBackInto } from '../state/put-back-into.ts';
import type { FilePlace } from '../state/screens.ts';
import { snapshotDialog } from '../state/snapshot-dialogs.ts';
import { startTask, tasks } from '../state/tasks.ts';
import { aConnection } from '../testing/builders.ts';
import { InApp } from '../testing/InApp.tsx';
import { aCoverage, aFile, aFileOrigin } from '../testing/InFile.tsx';
import { fedStream, scriptedApi, someSettings } from '../testing/scripted-api.ts';
import { aSnapshotInside, aSnapshotReport } from '../testing/snapshot-builders.ts';
import { bytesOf } from '../ui/byte-text.ts';
import { FileGate } from './FileGate.tsx';

afterEach(cleanup);
beforeEach(() => {
  tasks.update(() => []);
  window.location.hash = `#/file/${encodeURIComponent(aFile.file)}/compare`;
});

function aGate({
  keys = aFile,
  inside,
  place = 'compare',
}: {
  readonly keys?: FileKeys;
  readonly inside?: SnapshotsApi['inside'];
  readonly place?: FilePlace;
} = {}) {
  const opening = fedStream<SourceOpening>();
  const asked: RequestOf<'sources.open'>[] = [];
  const update = vi.fn(async () => someSettings());
  const api = scriptedApi({
    connections: { list: async () => [] },
    settings: { update },
    files: { kind: async () => ({ kind: keys.kind }) },
    ...(inside === undefined ? {} : { snapshots: { inside } }),
    sources: {
      open: (request, options) => {
        asked.push(request);
        return opening.open(options?.signal);
      },
    },
  });
  const shown = render(
    <InApp api={api}>
      <FileGate file={keys.file} place={place} />
    </InApp>,
  );
  return { opening, asked, update, api, ...shown };
}

const anOpened = (origin: Partial<SourceOrigin> = {}) => ({ kind: 'opened', origin: aFileOrigin(origin) }) as const;

it('opens the file, says what it is, and shows what there is without a cluster', async () => {
  const { opening, asked, update } = aGate();
  await screen.findByLabelText('Opening etcd-keys.yaml');
  await waitFor(() => expect(asked).toEqual([{ source: aFile }]));
  opening.push(anOpened());
  const header = await screen.findByRole('region', { name: 'Opened file' });
  expect(header.textContent).toMatch(/^etcd-keys\.yamlread-onlyof 4 Mar 2026/);
  const screens = within(screen.getByRole('navigation', { name: 'Screens' })).getAllByRole('button');
  expect(screens.map(({ textContent }) => textContent)).toEqual(['Keys', 'Kubernetes', 'Compare']);
  expect(document.title).toBe('etcd-keys.yaml – etcdeck');
  await waitFor(() =>
    expect(update).toHaveBeenCalledWith({
      changes: {
        layout: { 'files.recent': JSON.stringify([{ file: aFile.file, kind: 'bundle', revision: 1_234 }]) },
      },
    }),
  );
  const ids = commandsFor('').map(({ id }) => id);
  expect(ids).toContain('place.kubernetes');
  expect(ids).not.toContain('place.cluster');
  await userEvent.click(screen.getByRole('button', { name: 'Kubernetes' }));
  expect(window.location.hash).toBe(`#/file/${encodeURIComponent(aFile.file)}/kubernetes`);
});

it('says what to do in a file that was opened to put keys back, and leads back to their cluster', async () => {
  const { opening } = aGate({ place: 'keys' });
  await waitFor(() => expect(opening.opened()).toBe(1));
  opening.push(anOpened());
  const connection = aConnection('lab').profile.id;
  act(() => choosePutBack({ file: aFile.file, connection, connectionName: 'lab' }));
  expect(await screen.findByText(/then “Put back…” in its menu, to write it into lab\./)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Back to lab' }));
  expect(window.location.hash).toBe(`#/open/${connection}/snapshots`);
  await waitFor(() => expect(putBackInto.get()).toBeNull());
});

it('holds the file as long as it is shown, and closes it', async () => {
  const { opening, unmount } = aGate();
  await waitFor(() => expect(opening.opened()).toBe(1));
  opening.push(anOpened());
  await userEvent.click(await screen.findByRole('button', { name: 'Close' }));
  expect(window.location.hash).toBe('#/');
  expect(opening.stopped()).toBe(0);
  unmount();
  expect(opening.stopped()).toBe(1);
});

it('can be left while the file is opened, which stops opening it', async () => {
  const { opening, unmount } = aGate();
  await waitFor(() => expect(opening.opened()).toBe(1));
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(window.location.hash).toBe('#/');
  unmount();
  expect(opening.stopped()).toBe(1);
});

it('says why a file cannot be opened, and tries again', async () => {
  const { opening } = aGate();
  await waitFor(() => expect(opening.opened()).toBe(1));
  opening.fail(new EtcdeckError({ code: 'FileNotFound', message: 'no such file', detail: { file: aFile.file } }));
  const alert = await screen.findByRole('alert');
  expect(screen.getByRole('button', { name: 'Go to the start screen' })).toBeTruthy();
  await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(opening.opened()).toBe(2));
});

it('stands in the window as other pages do while it is not open, and leads to another file', async () => {
  const { opening } = aGate();
  await screen.findByLabelText('Opening etcd-keys.yaml');
  expect(within(screen.getByRole('banner')).getByRole('button', { name: 'Theme' })).toBeTruthy();
  const detail = { place: 'line 7, column 3', reason: 'it is no YAML from here on' };
  const message = 'line 7, column 3: it is no YAML from here on.';
  opening.fail(new EtcdeckError({ code: 'BundleInvalid', message, detail }));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain(
    'The exported keys cannot be read at line 7, column 3.It is no YAML from here on. ',
  );
  expect(alert.textContent).not.toContain(message);
  expect(within(screen.getByRole('banner')).getByRole('button', { name: 'Theme' })).toBeTruthy();
  await userEvent.click(within(alert).getByRole('button', { name: 'Choose another file…' }));
  const asked = pendingFileRequest.get();
  expect(asked).toMatchObject({ purpose: 'open', title: 'Open a snapshot or exported keys' });
  act(() => asked?.answer('/home/ops/other.yaml'));
  await waitFor(() => expect(window.location.hash).toBe(`#/file/${encodeURIComponent('/home/ops/other.yaml')}/keys`));
  expect(opening.opened()).toBe(1);
});

it('opens the same file again where that is chosen', async () => {
  const { opening } = aGate();
  await waitFor(() => expect(opening.opened()).toBe(1));
  opening.fail(new EtcdeckError({ code: 'BundleInvalid', message: 'empty', detail: { bytes: 0 } }));
  await screen.findByText('The file is empty.');
  await userEvent.click(screen.getByRole('button', { name: 'Choose another file…' }));
  act(() => pendingFileRequest.get()?.answer(aFile.file));
  await waitFor(() => expect(opening.opened()).toBe(2));
});

it('says in a line what the file holds', async () => {
  const { opening } = aGate();
  await waitFor(() => expect(opening.opened()).toBe(1));
  const coverage = aCoverage({ keys: { kind: 'prefix', prefix: bytesOf('/registry/') }, secrets: 'leftOut' });
  opening.push(anOpened({ coverage }));
  const status = await screen.findByRole('contentinfo', { name: 'Status' });
  expect(status.textContent).toBe('Holds keys below /registry/ at revision 1,234, without Secrets.');
});

it('lists the tasks of the window, which run on', async () => {
  const { opening } = aGate();
  await waitFor(() => expect(opening.opened()).toBe(1));
  opening.push(anOpened());
  await screen.findByRole('contentinfo', { name: 'Status' });
  act(() => {
    startTask({
      title: 'Export /app/',
      run: async ({ signal }) => {
        await new Promise((_, reject) => signal.addEventListener('abort', reject));
        return { title: 'Exported /app/', text: 'never' };
      },
    });
  });
  await userEvent.click(screen.getByRole('button', { name: '1 task running' }));
  const list = await screen.findByRole('list', { name: 'Tasks' });
  await userEvent.click(within(list).getByRole('button', { name: 'Cancel Export /app/' }));
  await within(list).findByText('Cancelled');
  expect(commandsFor('').map(({ id }) => id)).toContain('tasks.show');
});

const aSnapshot = snapshotKeys('/home/ops/prod.db');

it('shows how far a large snapshot is read', async () => {
  const { opening } = aGate({ keys: aSnapshot });
  await waitFor(() => expect(opening.opened()).toBe(1));
  opening.push({ kind: 'reading', doneBytes: 128 << 20, totalBytes: 512 << 20 });
  expect(await screen.findByText('25 % of 512 MiB read')).toBeTruthy();
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
});

it('opens a snapshot by what it holds, and says that it is whole', async () => {
  const report = aSnapshotReport();
  const { opening, asked, update } = aGate({
    keys: aSnapshot,
    inside: async () => ({ report, inside: aSnapshotInside() }),
  });
  await waitFor(() => expect(asked).toEqual([{ source: aSnapshot }]));
  opening.push(anOpened({ name: 'prod.db', hasHistory: true }));
  const header = await screen.findByRole('region', { name: 'Opened file' });
  await userEvent.click(await within(header).findByRole('button', { name: 'checked ok' }));
  expect(window.location.hash).toBe(`#/file/${encodeURIComponent(aSnapshot.file)}/snapshot`);
  expect(screen.getByRole('contentinfo', { name: 'Status' }).textContent).toBe(
    'Holds every key at revisions 240 to 341.',
  );
  const recent = [{ file: aSnapshot.file, kind: 'snapshot', revision: 341 }];
  await waitFor(() =>
    expect(update).toHaveBeenLastCalledWith({ changes: { layout: { 'files.recent': JSON.stringify(recent) } } }),
  );
  const screens = within(screen.getByRole('navigation', { name: 'Screens' })).getAllByRole('button');
  expect(screens.map(({ textContent }) => textContent)).toEqual(['Snapshot', 'Keys', 'Kubernetes', 'Compare']);
});

it('says above the keys of a damaged snapshot that it is damaged, and leads to what is wrong', async () => {
  const integrity = { verdict: 'damaged', findings: [], found: 3 } as const;
  const report = aSnapshotReport({ integrity });
  const { opening } = aGate({ keys: aSnapshot, inside: async () => ({ report, inside: aSnapshotInside() }) });
  await waitFor(() => expect(opening.opened()).toBe(1));
  opening.push(anOpened({ name: 'prod.db', hasHistory: true }));
  await screen.findByText('Holds what can be read at revisions 240 to 341.');
  await screen.findByText(/This snapshot is damaged: 3 findings\. Keys may be missing/);
  await userEvent.click(screen.getByRole('button', { name: 'What is wrong' }));
  expect(window.location.hash).toBe(`#/file/${encodeURIComponent(aSnapshot.file)}/snapshot`);
});

it('shows keys where the address names a screen that exported keys do not have', async () => {
  const { opening } = aGate({ place: 'snapshot' });
  await waitFor(() => expect(opening.opened()).toBe(1));
  opening.push(anOpened());
  const screens = await screen.findByRole('navigation', { name: 'Screens' });
  expect(within(screens).getByRole('button', { name: 'Keys' }).getAttribute('aria-current')).toBe('page');
});

it('leads from an opened snapshot to its restore and its rehearsal, and from no other file', async () => {
  const inside = async () => ({ inside: aSnapshotInside(), report: aSnapshotReport() });
  const { opening, unmount } = aGate({ keys: aSnapshot, inside });
  await waitFor(() => expect(opening.opened()).toBe(1));
  opening.push(anOpened());
  await userEvent.click(await screen.findByRole('button', { name: 'Restore…' }));
  expect(snapshotDialog.get()).toEqual({ kind: 'restore', file: aSnapshot.file, connection: null });
  act(() =>
    commandsFor('')
      .find(({ id }) => id === 'file.rehearse')
      ?.run(),
  );
  expect(snapshotDialog.get()?.kind).toBe('rehearse');
  unmount();
  const other = aGate();
  await waitFor(() => expect(other.opening.opened()).toBe(1));
  other.opening.push(anOpened());
  await screen.findByRole('region', { name: 'Opened file' });
  expect(screen.queryByRole('button', { name: 'Restore…' })).toBeNull();
});

it('keeps an opened file to be read where core is gone', async () => {
  const { opening } = aGate();
  await waitFor(() => expect(opening.opened()).toBe(1));
  opening.push(anOpened());
  await screen.findByRole('region', { name: 'Opened file' });
  opening.fail(new EtcdeckError({ code: 'BackendClosed', message: 'It was stopped', retry: true }));
  // What comes is drawn with the next frame.
  await act(() => new Promise<void>((resolve) => void requestAnimationFrame(() => resolve())));
  expect(screen.getByRole('region', { name: 'Opened file' })).toBeDefined();
});

it('gives screens the digits in the order of the rail', async () => {
  const { opening } = aGate({
    keys: snapshotKeys('/tmp/a.db'),
    inside: async () => ({ inside: aSnapshotInside(), report: aSnapshotReport() }),
  });
  await waitFor(() => expect(opening.opened()).toBe(1));
  opening.push(anOpened());
  const rail = await screen.findByRole('navigation', { name: 'Screens' });
  const digits = within(rail)
    .getAllByRole('button')
    .map((button) => [button.textContent, button.getAttribute('aria-keyshortcuts')]);
  expect(digits).toEqual([
    ['Snapshot', 'Control+1'],
    ['Keys', 'Control+2'],
    ['Kubernetes', 'Control+3'],
    ['Compare', 'Control+4'],
  ]);
});

it('shows no ring around a screen that is gone to, although the one before had the focus', async () => {
  const { opening, rerender, api } = aGate({ keys: snapshotKeys('/tmp/a.db') });
  await waitFor(() => expect(opening.opened()).toBe(1));
  opening.push(anOpened());
  const main = await screen.findByRole('main', { name: 'Compare' });
  act(() => main.focus());
  expect(document.activeElement?.tagName).toBe('MAIN');
  rerender(
    <InApp api={api}>
      <FileGate file="/tmp/a.db" place="snapshot" />
    </InApp>,
  );
  await screen.findByRole('main', { name: 'Snapshot' });
  expect(document.activeElement).toBe(document.body);
});
