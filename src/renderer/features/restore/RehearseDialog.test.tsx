import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { EtcdLookup } from '../../../contract/programs.ts';
import type { RehearsalNotice } from '../../../contract/restores.ts';
import { tasks } from '../../state/tasks.ts';
import { InApp } from '../../testing/InApp.tsx';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { RehearseDialog } from './RehearseDialog.tsx';

afterEach(cleanup);

const noEtcd: EtcdLookup = { found: null, reason: 'none', install: null, offers: [], notOffered: null };

function aDialog(file: string) {
  const stream = fedStream<RehearsalNotice>();
  const rehearse = vi.fn((_request: unknown, options?: { readonly signal?: unknown }) => stream.open(options?.signal));
  const dialog = (
    <InApp api={scriptedApi({ restores: { rehearse }, programs: { find: async () => noEtcd } })}>
      <RehearseDialog file={file} onClose={() => undefined} />
    </InApp>
  );
  const { unmount } = render(dialog);
  return { stream, rehearse, unmount, showAgain: () => render(dialog) };
}

const states = /(done|under way|waits|failed|not begun|stopped)$/;
const steps = () => screen.getAllByRole('listitem').map(({ textContent }) => states.exec(textContent ?? '')?.[1]);

it('shows each step and the log, goes on when it is closed, and shows what it proved', async () => {
  const { stream, rehearse, unmount, showAgain } = aDialog('/backups/a.db');
  fireEvent.change(await screen.findByRole('textbox', { name: /^Folder of etcd/ }), { target: { value: '/opt/etcd' } });
  await userEvent.click(screen.getByRole('button', { name: 'Rehearse' }));
  await waitFor(() => expect(rehearse.mock.calls[0]?.[0]).toEqual({ file: '/backups/a.db', etcd: '/opt/etcd' }));
  stream.push({ kind: 'step', step: 'restore' }, { kind: 'line', text: 'restored' });
  expect(screen.queryByRole('log')).toBeNull();
  await userEvent.click(await screen.findByRole('button', { name: 'Show what the programs print' }));
  await waitFor(() => expect(screen.getByRole('log').textContent).toBe('restored'));
  expect(steps()).toEqual(['done', 'under way', 'waits', 'waits', 'waits']);
  unmount();
  const rehearsal = {
    ...{ served: true, etcdVersion: '3.5.30', revision: 1_234, liveKeys: 512, hashEqual: true },
    ...{ comparedKeys: 512, differentKeys: 0, durationMs: 8_400 },
  };
  stream.push({ kind: 'step', step: 'stop' }, { kind: 'rehearsed', rehearsal });
  stream.end();
  await waitFor(() => expect(tasks.get()[0]?.state).toBe('done'));
  showAgain();
  await screen.findByText('It restored, and a member of etcd 3.5.30 served exactly what the file holds.');
  expect(screen.getByText('512, none of them differs')).toBeDefined();
  expect(steps()).toEqual(['done', 'done', 'done', 'done', 'done']);
});

it('says what is missing, where it failed, and begins again', async () => {
  const { stream } = aDialog('/backups/b.db');
  await userEvent.click(await screen.findByRole('button', { name: 'Rehearse' }));
  await waitFor(() => expect(stream.opened()).toBe(1));
  stream.push({ kind: 'step', step: 'restore' });
  await waitFor(() => expect(steps()[1]).toBe('under way'));
  stream.fail(new EtcdeckError({ code: 'RestoreFailed', message: 'none' }));
  expect((await screen.findByRole('alert')).textContent).toContain('The restore did not succeed.');
  expect(steps()).toEqual(['done', 'failed', 'not begun', 'not begun', 'not begun']);
  await userEvent.click(screen.getByRole('button', { name: 'Rehearse again' }));
  await waitFor(() => expect(stream.opened()).toBe(2));
  await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
  await screen.findByText('It was stopped; the folder was deleted.');
});

it('fails no step where it could not begin', async () => {
  const { stream } = aDialog('/backups/c.db');
  await userEvent.click(await screen.findByRole('button', { name: 'Rehearse' }));
  await waitFor(() => expect(stream.opened()).toBe(1));
  stream.fail(new EtcdeckError({ code: 'ToolMissing', message: 'none', detail: { program: 'etcd' } }));
  await screen.findByRole('region', { name: 'A rehearsal needs etcd and etcdutl' });
  expect(steps()).toEqual(Array(5).fill('not begun'));
});
