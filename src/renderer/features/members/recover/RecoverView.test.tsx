import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../../contract/failure.ts';
import type { ClusterId, MemberId } from '../../../../contract/ids.ts';
import type { RecoveryApi, Runbook, Survey, Survivor, WaysBack } from '../../../../contract/recovery.ts';
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

const runbooks: readonly Runbook[] = [
  {
    kind: 'restore',
    steps: [{ host: 'here', commands: ['etcdctl snapshot save a.db'], notes: ['Save it.', 'Restart nothing.'] }],
  },
  { kind: 'force-new-cluster', steps: [{ host: 'etcd-1', commands: ['systemctl stop etcd'], notes: ['Stop it.'] }] },
];

const askedAt = Date.now() - 90_000;

const aSurvey = (facts: Partial<Survey> = {}): Survey => ({
  id: 's1',
  askedAt,
  clusterId: 'c1' as ClusterId,
  hasQuorum: false,
  survivors: [best, behind, gone],
  best: best.endpoint,
  ...facts,
});

const someWays = (facts: Partial<WaysBack> = {}): WaysBack => ({
  from: best.endpoint,
  needsRoot: false,
  runbooks,
  ...facts,
});

type WaysRequest = Parameters<RecoveryApi['waysBack']>[0];

function shown(found: Partial<Survey> = {}, ways: RecoveryApi['waysBack'] = async () => someWays()) {
  const survey = vi.fn(async () => aSurvey(found));
  const waysBack = vi.fn(ways);
  render(
    <InWorkbench api={scriptedApi({ recovery: { survey, waysBack } })} connection={connection}>
      <RecoverView />
    </InWorkbench>,
  );
  return { survey, waysBack };
}

it('ranks who has what, says what each would lose, and shows both ways back', async () => {
  shown();
  const table = await screen.findByRole('table', { name: 'Members asked' });
  const row = (name: string) => within(table).getByRole('row', { name: new RegExp(name) }).textContent;
  expect(row('etcd-1')).toContain('nothing that another one has');
  expect(row('etcd-2')).toContain('30 entries');
  expect(row('etcd-3')).toContain('it may have writes that no other member has');
  expect(await screen.findByText('etcdctl snapshot save a.db')).toBeTruthy();
  expect(screen.getByText('Restart nothing.').tagName).toBe('LI');
  await userEvent.click(screen.getByRole('tab', { name: 'Force a new cluster' }));
  expect(screen.getByText('systemctl stop etcd')).toBeTruthy();
  expect(screen.getByText('on etcd-1')).toBeTruthy();
});

it('asks once for every survivor and layout that is chosen, says when, and asks again where it is told to', async () => {
  const { survey, waysBack } = shown();
  await userEvent.click(await screen.findByRole('radio', { name: 'Recover from etcd-2' }));
  await waitFor(() => expect(waysBack.mock.lastCall?.[0]).toMatchObject({ from: behind.endpoint, layout: 'systemd' }));
  await userEvent.click(await screen.findByRole('button', { name: 'kubeadm' }));
  await waitFor(() => expect(waysBack.mock.lastCall?.[0]).toMatchObject({ layout: 'kubeadm', survey: 's1' }));
  expect(survey).toHaveBeenCalledTimes(1);
  expect(screen.getByText(/^Last asked/).querySelector('time')?.dateTime).toBe(new Date(askedAt).toISOString());
  survey.mockResolvedValue(aSurvey({ id: 's2', survivors: [best, gone] }));
  await userEvent.click(screen.getByRole('button', { name: 'Ask again' }));
  // The survivor that was chosen does not answer any more.
  await waitFor(() =>
    expect(waysBack.mock.lastCall?.[0]).toMatchObject({ from: null, layout: 'kubeadm', survey: 's2' }),
  );
  expect(survey).toHaveBeenCalledTimes(2);
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Recover from etcd-3' }).disabled).toBe(true);
});

it('shows the way that is to be tried first, until another one is chosen', async () => {
  shown({}, async () => someWays({ runbooks: runbooks.toReversed() }));
  expect(await screen.findByText('systemctl stop etcd')).toBeTruthy();
  await userEvent.click(screen.getByRole('tab', { name: 'Restore a snapshot' }));
  expect(screen.getByText('etcdctl snapshot save a.db')).toBeTruthy();
});

it('leaves out a lost member whose host is gone, and takes it back in', async () => {
  const { waysBack } = shown();
  const gone = await screen.findByRole('checkbox', { name: 'The host of etcd-3 is gone: leave this member out' });
  expect(screen.getAllByRole('checkbox')).toHaveLength(1);
  await userEvent.click(gone);
  await waitFor(() => expect(waysBack.mock.lastCall?.[0]).toMatchObject({ without: ['a3'] }));
  await userEvent.click(gone);
  await waitFor(() => expect(screen.getByRole<HTMLInputElement>('checkbox').checked).toBe(false));
  expect(waysBack.mock.calls.map(([{ without }]) => without)).toEqual([[], ['a3'], []]);
});

it('shows no commands of one layout under the name of another', async () => {
  shown({}, async ({ layout }: WaysRequest) =>
    layout === 'systemd' ? someWays() : new Promise<WaysBack>(() => undefined),
  );
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
  const { waysBack } = shown({ hasQuorum: true, survivors: [gone], best: null });
  expect(await screen.findByText(/Nothing of this is needed now/)).toBeTruthy();
  expect(waysBack).not.toHaveBeenCalled();
  expect(screen.queryByText(/nothing to recover from here/)).toBeNull();
  expect(screen.queryByRole('table', { name: 'Members asked' })).toBeNull();
  cleanup();
  shown({}, async () => someWays({ needsRoot: true }));
  expect(await screen.findByText(/takes the certificate of root/)).toBeTruthy();
  cleanup();
  shown({ survivors: [gone], best: null }, async () => someWays({ from: null, needsRoot: null, runbooks: [] }));
  expect(await screen.findByText(/nothing to recover from here/)).toBeTruthy();
});

it('says why nobody could be asked', async () => {
  const survey = async (): Promise<Survey> => {
    throw new EtcdeckError({ code: 'ConnectionNotOpen', message: 'it was closed' });
  };
  render(
    <InWorkbench api={scriptedApi({ recovery: { survey } })} connection={connection}>
      <RecoverView />
    </InWorkbench>,
  );
  expect(await screen.findByRole('alert')).toBeTruthy();
});

it('asks again where the survey is not kept any more', async () => {
  const { survey } = shown({}, async () => {
    throw new EtcdeckError({ code: 'BadRequest', message: 'this survey is not kept any more' });
  });
  await userEvent.click(await within(await screen.findByRole('alert')).findByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(survey).toHaveBeenCalledTimes(2));
});
