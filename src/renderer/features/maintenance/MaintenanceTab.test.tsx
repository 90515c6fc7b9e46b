import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Api } from '../../../contract/api.ts';
import type { ClusterStatus } from '../../../contract/cluster.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import type { ClusterSpace, ClusterVersions } from '../../../contract/maintenance.ts';
import { ClusterProvider } from '../../state/cluster.tsx';
import { askCluster } from '../../state/cluster-asked.ts';
import { planRequest, showPlan } from '../../state/plans.ts';
import { aCluster, aMember, aSilentMember } from '../../testing/cluster-builders.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { aMemberSpace, aSpace } from '../../testing/maintenance-builders.ts';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { MaintenanceTab } from './MaintenanceTab.tsx';

afterEach(() => {
  cleanup();
  showPlan(null);
});
beforeEach(() => showPlan(null));

const connection = anOpenConnection();
const gib = 1_073_741_824;
const leader = aMemberSpace({ member: 'a2' as MemberId, name: 'etcd-2', isLeader: true });
const learner = aMemberSpace({ member: 'a3' as MemberId, name: 'etcd-3', isLearner: true });
const notOffered: ClusterVersions = { members: [], downgrade: { kind: 'notOffered', reason: 'From 3.6 on.' } };

/** The tab over a cluster with these alarms; plans are recorded and never come. */
function aTab(status: Partial<ClusterStatus> = {}, members = [aMember({ isLeader: true })], knownMs = 2 * 3_600_000) {
  const space = fedStream<ClusterSpace>();
  const planned = fedStream<never>();
  const plan = () => vi.fn((_request: unknown) => planned.open());
  const plans = {
    planDefragment: plan(),
    planCompact: plan(),
    planReclaim: plan(),
    planDisarm: plan(),
    planDowngrade: plan(),
  } satisfies Partial<Api['plans']>;
  const api = scriptedApi({
    plans,
    cluster: {
      async *follow() {
        yield aCluster(members, status);
      },
    },
    history: {
      timeline: async () => ({
        ...{ oldestRevision: 40_000, headRevision: 48_211 },
        sightings: [
          { revision: 41_000, at: 0 },
          { revision: 48_211, at: knownMs },
        ],
      }),
    },
    maintenance: {
      space: (_request, options) => space.open(options?.signal),
      versions: async () => notOffered,
    },
  });
  render(
    <InWorkbench api={api} connection={connection}>
      <ClusterProvider>
        <MaintenanceTab />
      </ClusterProvider>
    </InWorkbench>,
  );
  const shown = async (value: ClusterSpace): Promise<void> => {
    await waitFor(() => expect(space.opened()).toBe(1));
    act(() => space.push(value));
    await screen.findByRole('table', { name: 'Databases' });
  };
  return { space, shown, plans };
}

/** Makes the plan that was asked for, as its dialog would. */
function makePlan(): string | undefined {
  const request = planRequest.get();
  request?.plan({});
  return request?.title;
}

const cells = (name: string): readonly (string | null)[] =>
  within(screen.getByRole('row', { name: new RegExp(name) }))
    .getAllByRole('cell')
    .map((cell) => cell.textContent);

it('says what is awaited, and keeps what needs no sizes in reach', async () => {
  aTab();
  await screen.findByRole('status', { name: 'Asking for the sizes' });
  expect(screen.getByRole('button', { name: 'Compare' })).toBeDefined();
});

it('says why there are no sizes, and asks anew', async () => {
  const { space } = aTab();
  await waitFor(() => expect(space.opened()).toBe(1));
  act(() => space.fail(new EtcdeckError({ code: 'PermissionDenied', message: 'permission denied' })));
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(space.opened()).toBe(2));
  expect(screen.getByRole('button', { name: 'Compare' })).toBeDefined();
});

it('goes on showing the sizes that it has when the stream fails', async () => {
  const { space, shown } = aTab();
  await shown(aSpace([leader]));
  act(() => space.fail(new EtcdeckError({ code: 'Unavailable', message: 'gone' })));
  await screen.findByText(/This is how large the databases were/);
  expect(screen.getByRole('table', { name: 'Databases' })).toBeDefined();
});

it('shows each database against its quota, and what is not known as that', async () => {
  const { shown } = aTab();
  await shown(
    aSpace([
      leader,
      aMemberSpace({ quota: null, quotaFrom: null, growth: null, defragmentMs: null }),
      learner,
      aMemberSpace({
        ...{ member: 'a4' as MemberId, name: 'etcd-4', dbSize: null, dbSizeInUse: null },
        failure: { code: 'ConnectionRefused', message: 'refused', retry: true },
      }),
    ]),
  );
  expect(cells('etcd-2').slice(1)).toEqual([
    '2 GiB of 8 GiB, 25%',
    '1.5 GiB',
    '512 MiB',
    '+12 MiB/hmeasured over 30 min',
    'about 20 s',
  ]);
  expect(cells('etcd-1').slice(1)).toEqual(['2 GiB, quota not known', '1.5 GiB', '512 MiB', '–', '–']);
  expect(cells('etcd-3').at(-1)).toBe('not a learner');
  expect(cells('etcd-4').slice(1)).toEqual(['Nothing listens on that port.']);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('There is room');
});

it('says where no quota is known at all', async () => {
  const { shown } = aTab();
  await shown(aSpace([aMemberSpace({ quota: null, quotaFrom: null })]));
  expect(screen.getByText(/Their quotas are not known/)).toBeDefined();
});

it('warns of a member near its quota, with when it will be full', async () => {
  const { shown } = aTab();
  await shown(aSpace([leader, aMemberSpace({ dbSize: 7 * gib, fullAt: Date.now() + 3 * 3_600_000 })]));
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('etcd-1 has used 87% of its quota');
  expect(cells('etcd-1')[4]).toBe('+12 MiB/hfull in 3 h');
});

it('plans to defragment all voting members, or those that are chosen', async () => {
  const { shown, plans } = aTab();
  await shown(aSpace([aMemberSpace(), leader, learner]));
  await userEvent.click(screen.getByRole('button', { name: 'Defragment all…' }));
  expect(makePlan()).toBe('Defragment every voting member?');
  expect(plans.planDefragment.mock.calls[0]?.[0]).toEqual({ connection: connection.id, members: null });
  act(() => showPlan(null));
  expect(screen.getByRole('checkbox', { name: 'Choose etcd-3' }).hasAttribute('disabled')).toBe(true);
  screen.getByRole('checkbox', { name: 'Choose etcd-2' }).focus();
  await userEvent.keyboard(' ');
  await userEvent.click(screen.getByRole('button', { name: 'Defragment the chosen…' }));
  expect(makePlan()).toBe('Defragment etcd-2?');
  expect(plans.planDefragment.mock.calls[1]?.[0]).toEqual({ connection: connection.id, members: ['a2'] });
});

it('plans to compact by age, or to a revision that is one', async () => {
  const { shown, plans } = aTab();
  await shown(aSpace([leader]));
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Compact…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Compact history' });
  expect(within(dialog).getByText(/at revision 48,211; history is kept from 40,000 on/)).toBeDefined();
  await user.click(within(dialog).getByRole('button', { name: 'Show the plan' }));
  makePlan();
  act(() => showPlan(null));
  await user.click(within(dialog).getByRole('radio', { name: 'Up to a revision' }));
  const field = within(dialog).getByLabelText(/^Revision/);
  await user.type(field, 'all');
  expect(within(dialog).getByRole('button', { name: 'Show the plan' }).hasAttribute('disabled')).toBe(true);
  await user.clear(field);
  await user.type(field, '48,000');
  await user.click(within(dialog).getByRole('checkbox', { name: /physical/ }));
  await user.keyboard('{Enter}');
  await user.click(within(dialog).getByRole('button', { name: 'Show the plan' }));
  makePlan();
  const { id } = connection;
  expect(plans.planCompact.mock.calls.map(([request]) => request)).toEqual([
    { connection: id, to: { keepMs: 3_600_000 }, isPhysical: false },
    { connection: id, to: { revision: 48_000 }, isPhysical: true },
  ]);
});

it('offers only the ages that the cluster was seen at, and says since when times are known', async () => {
  const { shown, plans } = aTab({}, [aMember({ isLeader: true })], 10 * 60_000);
  await shown(aSpace([leader]));
  await userEvent.click(screen.getByRole('button', { name: 'Compact…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Compact history' });
  await within(dialog).findByText(/are known for the last 10 min/);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Show the plan' }));
  makePlan();
  expect(plans.planCompact.mock.calls[0]?.[0]).toMatchObject({ to: { keepMs: 5 * 60_000 } });
  act(() => showPlan(null));
  await userEvent.click(within(dialog).getByRole('combobox', { name: 'History to keep' }));
  const options = (await screen.findAllByRole('option')).map((option) => option.textContent);
  expect(options).toEqual(['Keep none of it', 'Keep the last 5 minutes']);
});

it('says first that quorum is lost, and holds what needs one', async () => {
  const { shown } = aTab({}, [aMember(), aSilentMember(), aSilentMember()]);
  await shown(aSpace([leader]));
  expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe(
    'Writes have stopped. 1 of 3 voters healthy, 2 needed.',
  );
  expect(screen.getByRole('button', { name: 'Recover…' })).toBeDefined();
  for (const name of ['Compact…', 'Defragment all…', 'Check…'])
    expect(screen.getByRole('button', { name }).getAttribute('aria-disabled')).toBe('true');
  await userEvent.click(screen.getByRole('button', { name: 'Defragment all…' }));
  expect(planRequest.get()).toBe(null);
  // The pointer rests on the held button, whose tooltip has the way out as well.
  expect(within(await screen.findByRole('tooltip')).getByRole('button', { name: 'Recover…' })).toBeDefined();
});

it('leads out of NOSPACE in one plan, with as much history as is chosen', async () => {
  const { shown, plans } = aTab({ alarms: ['NOSPACE'] });
  await shown(aSpace([aMemberSpace({ dbSize: 8 * gib })]));
  await screen.findByRole('heading', { level: 1, name: 'Out of space: the cluster refuses writes' });
  const card = screen.getByRole('region', { name: 'The way out' });
  expect(within(card).getAllByRole('listitem')).toHaveLength(4);
  await userEvent.click(within(card).getByRole('combobox', { name: 'History to keep' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Keep none of it' }));
  await userEvent.click(within(card).getByRole('button', { name: 'Show the plan…' }));
  expect(makePlan()).toBe('Reclaim space?');
  expect(plans.planReclaim.mock.calls[0]?.[0]).toEqual({ connection: connection.id, keepMs: 0 });
});

it('says what CORRUPT means, and does not offer to clear it first', async () => {
  const { shown, plans } = aTab({ alarms: ['CORRUPT'] });
  await shown(aSpace([leader]));
  const card = await screen.findByRole('region', { name: 'The way out' });
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('The members’ data differ: writes are refused');
  const names = within(card)
    .getAllByRole('button')
    .map((button) => button.textContent);
  expect(names).toEqual(['To the members', 'Clear the alarm…']);
  await userEvent.click(within(card).getByRole('button', { name: 'Clear the alarm…' }));
  makePlan();
  expect(plans.planDisarm.mock.calls[0]?.[0]).toEqual({ connection: connection.id, alarm: 'CORRUPT' });
});

it('begins what the palette asks for, before the sizes are there', async () => {
  const { space, plans } = aTab();
  await waitFor(() => expect(space.opened()).toBe(1));
  act(() => askCluster(connection.id, 'compact'));
  await screen.findByRole('dialog', { name: 'Compact history' });
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  act(() => askCluster(connection.id, 'defragment'));
  await waitFor(() => expect(makePlan()).toBe('Defragment every voting member?'));
  expect(plans.planDefragment.mock.calls[0]?.[0]).toEqual({ connection: connection.id, members: null });
});
