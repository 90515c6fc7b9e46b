import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../../contract/failure.ts';
import type { ClusterId, MemberId } from '../../../../contract/ids.ts';
import type { Recovery, RecoveryApi, Survivor } from '../../../../contract/recovery.ts';
import { anOpenConnection, InWorkbench } from '../../../testing/InWorkbench.tsx';
import { scriptedApi } from '../../../testing/scripted-api.ts';
import { RecoverView } from './RecoverView.tsx';

afterEach(cleanup);

const connection = anOpenConnection();

const survivor = (facts: Partial<Survivor>): Survivor => ({
  endpoint: 'https://10.0.0.1:2379',
  id: 'a1' as MemberId,
  name: 'etcd-1',
  reachable: true,
  failure: null,
  raftTerm: 7,
  raftIndex: 1_200,
  raftAppliedIndex: 1_200,
  revision: 900,
  behindBest: 0,
  ...facts,
});

const best = survivor({});
const behind = survivor({ endpoint: 'https://10.0.0.2:2379', name: 'etcd-2', raftIndex: 1_170, behindBest: 30 });
const gone = survivor({
  endpoint: 'https://10.0.0.3:2379',
  id: 'a3' as MemberId,
  name: 'etcd-3',
  reachable: false,
  failure: { code: 'ConnectionRefused', message: 'refused', retry: true },
  raftTerm: null,
  raftIndex: null,
  raftAppliedIndex: null,
  revision: null,
  behindBest: null,
});

const aRecovery = (facts: Partial<Recovery> = {}): Recovery => ({
  clusterId: 'c1' as ClusterId,
  hasQuorum: false,
  survivors: [best, behind, gone],
  best: best.endpoint,
  needsRoot: false,
  runbooks: [
    { kind: 'restore', steps: [{ host: 'here', commands: ['etcdctl snapshot save a.db'], note: 'Save it.' }] },
    { kind: 'force-new-cluster', steps: [{ host: 'etcd-1', commands: ['systemctl stop etcd'], note: 'Stop it.' }] },
  ],
  ...facts,
});

function shown(survey: RecoveryApi['survey']) {
  render(
    <InWorkbench api={scriptedApi({ recovery: { survey } })} connection={connection}>
      <RecoverView />
    </InWorkbench>,
  );
}

it('ranks who has what, says what each would lose, and shows both ways back', async () => {
  const survey = vi.fn(async (_request: Parameters<RecoveryApi['survey']>[0]) => aRecovery());
  shown(survey);
  const table = await screen.findByRole('table', { name: 'Members asked' });
  const row = (name: string) => within(table).getByRole('row', { name: new RegExp(name) }).textContent;
  expect(row('etcd-1')).toContain('nothing that another one has');
  expect(row('etcd-2')).toContain('30 entries');
  expect(row('etcd-3')).toContain('it may have writes that no other member has');
  expect(screen.getByText('etcdctl snapshot save a.db')).toBeTruthy();
  await userEvent.click(screen.getByRole('tab', { name: 'Force a new cluster' }));
  expect(screen.getByText('systemctl stop etcd')).toBeTruthy();
  expect(screen.getByText('on etcd-1')).toBeTruthy();
});

it('asks again for another survivor and another layout', async () => {
  const survey = vi.fn(async (_request: Parameters<RecoveryApi['survey']>[0]) => aRecovery());
  shown(survey);
  await userEvent.click(await screen.findByRole('radio', { name: 'Recover from etcd-2' }));
  await waitFor(() => expect(survey.mock.lastCall?.[0]).toMatchObject({ from: behind.endpoint, layout: 'systemd' }));
  await userEvent.click(screen.getByRole('button', { name: 'kubeadm' }));
  await waitFor(() => expect(survey.mock.lastCall?.[0]).toMatchObject({ layout: 'kubeadm' }));
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Recover from etcd-3' }).disabled).toBe(true);
});

it('leaves out a lost member whose host is gone, and takes it back in', async () => {
  const survey = vi.fn(async (_request: Parameters<RecoveryApi['survey']>[0]) => aRecovery());
  shown(survey);
  const gone = await screen.findByRole('checkbox', { name: 'The host of etcd-3 is gone: leave this member out' });
  expect(screen.getAllByRole('checkbox')).toHaveLength(1);
  await userEvent.click(gone);
  await waitFor(() => expect(survey.mock.lastCall?.[0]).toMatchObject({ without: ['a3'] }));
  await userEvent.click(gone);
  await waitFor(() => expect(screen.getByRole<HTMLInputElement>('checkbox').checked).toBe(false));
  expect(survey.mock.calls.map(([{ without }]) => without)).toEqual([[], ['a3'], []]);
});

it('shows no commands of one layout under the name of another', async () => {
  const survey = vi.fn(async ({ layout }: Parameters<RecoveryApi['survey']>[0]) =>
    layout === 'systemd' ? aRecovery() : new Promise<Recovery>(() => undefined),
  );
  shown(survey);
  await userEvent.click(await screen.findByRole('tab', { name: 'Force a new cluster' }));
  expect(screen.getByText('systemctl stop etcd')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'By hand' }));
  await screen.findByLabelText('Making what to run');
  expect(screen.queryByText('systemctl stop etcd')).toBeNull();
  // The way that was chosen stays.
  expect(screen.getByRole('tab', { name: 'Force a new cluster' }).getAttribute('aria-selected')).toBe('true');
  expect(screen.getByRole('table', { name: 'Members asked' })).toBeTruthy();
});

it('says of a cluster with a quorum only that, and where root is needed or nothing is left', async () => {
  shown(async () => aRecovery({ hasQuorum: true, survivors: [gone], best: null, needsRoot: true, runbooks: [] }));
  expect(await screen.findByText(/Nothing of this is needed now/)).toBeTruthy();
  expect(screen.queryByText(/takes the certificate of root/)).toBeNull();
  expect(screen.queryByText(/nothing to recover from here/)).toBeNull();
  expect(screen.queryByRole('table', { name: 'Members asked' })).toBeNull();
  cleanup();
  shown(async () => aRecovery({ needsRoot: true }));
  expect(await screen.findByText(/takes the certificate of root/)).toBeTruthy();
  cleanup();
  shown(async () => aRecovery({ survivors: [gone], best: null, needsRoot: null, runbooks: [] }));
  expect(await screen.findByText(/nothing to recover from here/)).toBeTruthy();
});

it('says why nobody could be asked', async () => {
  shown(async () => {
    throw new EtcdeckError({ code: 'ConnectionNotOpen', message: 'it was closed' });
  });
  expect(await screen.findByRole('alert')).toBeTruthy();
});
