import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RequestOf } from '../../contract/api.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { SourceOrigin } from '../../contract/key-source.ts';
import { commandsFor } from '../state/commands.ts';
import { InApp } from '../testing/InApp.tsx';
import { aFile, aFileOrigin } from '../testing/InFile.tsx';
import { fedStream, scriptedApi } from '../testing/scripted-api.ts';
import { FileGate } from './FileGate.tsx';

afterEach(cleanup);
beforeEach(() => {
  window.location.hash = `#/file/${encodeURIComponent(aFile.file)}/compare`;
});

function aGate() {
  const opening = fedStream<{ readonly kind: 'opened'; readonly origin: SourceOrigin }>();
  const asked: RequestOf<'sources.open'>[] = [];
  const update = vi.fn(async () => ({ theme: 'dark', etcdBinary: null, snapshotFolder: null, layout: {} }) as const);
  const api = scriptedApi({
    connections: { list: async () => [] },
    settings: { update },
    sources: {
      open: (request, options) => {
        asked.push(request);
        return opening.open(options?.signal);
      },
    },
  });
  const shown = render(
    <InApp api={api}>
      <FileGate file={aFile.file} place="compare" />
    </InApp>,
  );
  return { opening, asked, update, ...shown };
}

const anOpened = () => ({ kind: 'opened', origin: aFileOrigin() }) as const;

it('opens the file, says what it is, and shows what there is without a cluster', async () => {
  const { opening, asked, update } = aGate();
  await screen.findByLabelText('Opening etcd-keys.yaml');
  expect(asked).toEqual([{ source: aFile }]);
  opening.push(anOpened());
  const header = await screen.findByRole('region', { name: 'Opened file' });
  expect(header.textContent).toMatch(/^etcd-keys\.yamlread-onlyof 4 Mar 2026/);
  const screens = within(screen.getByRole('navigation', { name: 'Screens' })).getAllByRole('button');
  expect(screens.map(({ textContent }) => textContent)).toEqual(['Keys', 'Kubernetes', 'Compare']);
  expect(document.title).toBe('etcd-keys.yaml – etcdeck');
  await waitFor(() =>
    expect(update).toHaveBeenCalledWith({
      changes: { layout: { 'files.recent': JSON.stringify([aFile.file]) } },
    }),
  );
  const ids = commandsFor('').map(({ id }) => id);
  expect(ids).toContain('place.kubernetes');
  expect(ids).not.toContain('place.cluster');
  await userEvent.click(screen.getByRole('button', { name: 'Kubernetes' }));
  expect(window.location.hash).toBe(`#/file/${encodeURIComponent(aFile.file)}/kubernetes`);
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
