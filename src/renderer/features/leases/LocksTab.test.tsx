import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { Contest, LocksApi, LocksNotice } from '../../../contract/locks.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { aContest, aLeaseId } from '../../testing/lease-builders.ts';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { LocksTab } from './LocksTab.tsx';

afterEach(cleanup);
beforeEach(() => {
  window.location.hash = '';
});

const day = Date.UTC(2026, 10, 30, 12);

function aTab(list: LocksApi['list']) {
  const [onLease, onKey] = [vi.fn(), vi.fn()];
  const timeline = async () => ({
    ...{ oldestRevision: 1, headRevision: 100 },
    sightings: [
      { revision: 10, at: day },
      { revision: 12, at: day + 30_000 },
    ],
  });
  render(
    <InWorkbench api={scriptedApi({ locks: { list }, history: { timeline } })} connection={anOpenConnection()}>
      <LocksTab onLease={onLease} onKey={onKey} />
    </InWorkbench>,
  );
  return { onLease, onKey, user: userEvent.setup() };
}

const of = (contests: readonly Contest[], untold = 0): LocksApi['list'] =>
  async function* () {
    yield { kind: 'progress', done: 2, total: 2 };
    yield { kind: 'contests', contests };
    yield { kind: 'ended', untold, at: day };
  };

const rows = () =>
  within(screen.getByRole('grid', { name: 'Locks and elections' }))
    .getAllByRole('row')
    .slice(1)
    .map(({ textContent }) => textContent);

const jobs = aContest('jobs/', [
  { lease: aLeaseId(1), createRevision: 11 },
  { lease: aLeaseId(2), createRevision: 40 },
]);
const leader = aContest('leader/', [{ lease: aLeaseId(3), createRevision: 50, value: 'server-1' }]);

describe('locks and elections', () => {
  it('are listed by name, with who holds them, since when, and how many wait', async () => {
    aTab(of([jobs, leader]));
    await waitFor(() => expect(rows()).toHaveLength(2));
    await waitFor(() => expect(rows()[0]).toMatch(/^jobs\/lease 694d000000000001about \d\d:\d\d \(revision 11\)1$/));
    expect(rows()[1]).toMatch(/^leader\/server-1after .*revision 50\)0$/);
    expect(screen.getByText(/^2 locks and elections, as of/)).toBeTruthy();
  });

  it('show those in line in their order, and lead to their leases and keys', async () => {
    const { user, onLease, onKey } = aTab(of([jobs, leader]));
    await user.click(await screen.findByText('jobs/'));
    const line = within(await screen.findByRole('list', { name: 'In line' }));
    expect(line.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^holds itlease 694d000000000001In line since/),
      expect.stringMatching(/^nextlease 694d000000000002In line since/),
    ]);
    await user.click(line.getByRole('button', { name: 'Show the lease 694d000000000002' }));
    expect(onLease).toHaveBeenCalledWith(aLeaseId(2));
    await user.click(line.getByRole('button', { name: 'Show the key jobs/694d000000000001' }));
    expect(onKey).toHaveBeenCalledWith(bytesOf('jobs/694d000000000001'));
  });

  it('are found by name, holder and lease', async () => {
    const { user } = aTab(of([jobs, leader]));
    await waitFor(() => expect(rows()).toHaveLength(2));
    const field = screen.getByRole('textbox', { name: 'Find a lock' });
    await user.type(field, 'SERVER');
    expect(rows()).toEqual([expect.stringContaining('leader/')]);
    await user.clear(field);
    await user.type(field, '0002');
    expect(rows()).toEqual([expect.stringContaining('jobs/')]);
  });

  it('say how far the search is, that there is none, and what it could not see', async () => {
    const found = fedStream<LocksNotice>();
    aTab((_, options) => found.open(options?.signal));
    await waitFor(() => expect(found.opened()).toBe(1));
    found.push({ kind: 'progress', done: 20, total: 80 });
    expect(await screen.findByText('Asked 20 of 80 leases for their keys')).toBeTruthy();
    const progress = screen.getByRole('progressbar', { name: 'Asking leases for their keys' });
    expect(progress.getAttribute('aria-valuenow')).toBe('25');
    found.push({ kind: 'ended', untold: 2, at: day });
    found.end();
    expect(await screen.findByText('Nobody holds a lock or leads an election')).toBeTruthy();
    expect(screen.getByText(/^2 leases do not tell you every attached key/)).toBeTruthy();
  });

  it('say why they cannot be seen', async () => {
    aTab(async function* () {
      yield { kind: 'progress', done: 0, total: 1 };
      throw new EtcdeckError({ code: 'NoLeader', message: 'no leader', retry: true });
    });
    expect(await screen.findByRole('button', { name: /again/i })).toBeTruthy();
  });
});
