import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import { snapshotKeys } from '../../../contract/key-source.ts';
import type { SnapshotInside, SnapshotReading, SnapshotReport } from '../../../contract/snapshot-report.ts';
import { InFile } from '../../testing/InFile.tsx';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { aSnapshotInside, aSnapshotReport } from '../../testing/snapshot-builders.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { SnapshotFileScreen } from './SnapshotFileScreen.tsx';

afterEach(cleanup);

const keys = snapshotKeys('/home/op/prod.db');

function aScreen(report: Partial<SnapshotReport> = {}, inside: Partial<SnapshotInside> = {}) {
  const reading = fedStream<SnapshotReading>();
  const read = vi.fn((_: unknown, options?: { readonly signal?: unknown }) => reading.open(options?.signal));
  const told = { report: aSnapshotReport(report), inside: aSnapshotInside(inside) };
  render(
    <InFile api={scriptedApi({ snapshots: { inside: async () => told, read } })} keys={keys}>
      <SnapshotFileScreen />
    </InFile>,
  );
  return { reading, read };
}

const card = async (name: string) => within(await screen.findByRole('region', { name }));

it('says first whether the snapshot is whole, and what is not in any', async () => {
  aScreen();
  const verdict = await card('Can it be trusted?');
  expect(verdict.getByText('This snapshot is whole.')).toBeTruthy();
  expect(verdict.getByText(/What is on volumes.* is not in it/)).toBeTruthy();
  expect(verdict.queryByRole('list')).toBeNull();
});

it('names each figure as the tools print it', async () => {
  const { figures: whole } = aSnapshotReport();
  if (whole === null) throw new Error('a whole snapshot has figures');
  aScreen({ figures: { ...whole, lastRevision: 339 } });
  const figures = await card('Figures');
  expect(figures.getByText('revisions 240 to 341 can be read')).toBeTruthy();
  expect(figures.getByText('e6f325e4')).toBeTruthy();
  expect(figures.getByText('3874694628 as JSON')).toBeTruthy();
  expect(figures.getByText('351 up to 3.5, 245 from 3.6 on')).toBeTruthy();
  expect(figures.getByText('snapshot status prints 339: its last record')).toBeTruthy();
  expect(figures.getByText('342, 17 deletions among them')).toBeTruthy();
  expect(figures.getByRole('button', { name: 'Copy HashKV' })).toBeTruthy();
});

it('lists what is wrong with a damaged one, with pages', async () => {
  const findings = [
    { code: 'TrailerMismatch', severity: 'critical', page: null, message: 'the hash at the end is another one' },
    { code: 'PageDamaged', severity: 'critical', page: 1_473, message: 'it is no leaf' },
  ] as const;
  aScreen({ integrity: { verdict: 'damaged', findings, found: 240 } });
  const verdict = await card('Can it be trusted?');
  expect(verdict.getByText('This snapshot is damaged: 240 findings.')).toBeTruthy();
  const items = verdict.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(items).toEqual(['criticalthe hash at the end is another one', 'criticalit is no leafpage 1,473']);
  expect(verdict.getByText('238 further findings of the same file.')).toBeTruthy();
});

it('reads the file again where that is asked for, and shows what it says then', async () => {
  const { reading, read } = aScreen();
  await userEvent.click(await screen.findByRole('button', { name: 'Check again' }));
  expect(read.mock.calls[0]?.[0]).toEqual({ file: keys.file, isFresh: true });
  reading.push({ kind: 'reading', doneBytes: 1, totalBytes: 4 });
  await waitFor(() => expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25'));
  const integrity = { verdict: 'unverifiable', findings: [], found: 0 } as const;
  reading.push({ kind: 'read', report: aSnapshotReport({ integrity }) });
  reading.end();
  await screen.findByText('unverifiable');
  await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
  expect(screen.getByText(/^checked/)).toBeTruthy();
});

it('shows that the file was damaged since, with what it said before', async () => {
  const { reading } = aScreen();
  await userEvent.click(await screen.findByRole('button', { name: 'Check again' }));
  const integrity = { verdict: 'damaged', findings: [], found: 1 } as const;
  reading.push({ kind: 'read', report: aSnapshotReport({ integrity, figures: null, inside: null }) });
  reading.end();
  await screen.findByText('This snapshot is damaged: 1 finding.');
  await screen.findByText('The file is too damaged to be counted through.');
  expect((await card('Members')).getAllByRole('listitem')).toHaveLength(3);
});

it('says why it could not be read again, and keeps what was known', async () => {
  const { reading } = aScreen();
  await userEvent.click(await screen.findByRole('button', { name: 'Check again' }));
  reading.fail(new EtcdeckError({ code: 'FileNotFound', message: 'gone', detail: { file: keys.file } }));
  await screen.findByText(/There is no file/);
  expect(screen.getByText('This snapshot is whole.')).toBeTruthy();
});

it('shows members, leases, users and roles, and no password hash', async () => {
  const permissions = [
    { type: 'readwrite', key: bytesOf('/app/'), rangeEnd: bytesOf('/app0') },
    { type: 'read', key: bytesOf('/a'), rangeEnd: bytesOf('') },
    { type: 'write', key: bytesOf('/z'), rangeEnd: Uint8Array.of(0) },
  ] as const;
  aScreen(
    {},
    {
      isAuthEnabled: true,
      users: [{ name: 'ops', roles: ['app'], hasPassword: true }],
      roles: [{ name: 'app', permissions }],
    },
  );
  const members = await card('Members');
  expect(members.getAllByRole('listitem')).toHaveLength(3);
  expect(members.getByText('https://10.0.0.12:2380')).toBeTruthy();
  const leases = await card('Leases');
  expect(leases.getByText('694d9a3b5c1e7f02')).toBeTruthy();
  const access = await card('Users and roles');
  expect(access.getByText('auth on')).toBeTruthy();
  expect(access.getByText('has a password')).toBeTruthy();
  expect(access.getByText('reads and writes /app/; reads the key /a; writes all from /z on')).toBeTruthy();
});

it('is calm where there is nothing', async () => {
  aScreen({}, { members: [], leases: [], leaseCount: 0, buckets: [], clusterVersion: null });
  expect((await card('Members')).getByText('The file lists none.')).toBeTruthy();
  expect((await card('Leases')).getByText('No key was attached to a lease, and none was granted.')).toBeTruthy();
  expect((await card('Users and roles')).getByText('There is no user and no role in it.')).toBeTruthy();
  expect((await card('Storage')).getByText('none was raised')).toBeTruthy();
});
