import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Examination } from '../../../contract/doctor.ts';
import type { ClusterSpace } from '../../../contract/maintenance.ts';
import type { MetricsNotice } from '../../../contract/metrics.ts';
import { ClusterProvider } from '../../state/cluster.tsx';
import { commandsFor } from '../../state/commands.ts';
import { planRequest, showPlan } from '../../state/plans.ts';
import { aCluster, aFinding, aMember } from '../../testing/cluster-builders.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { anExamination } from '../../testing/maintenance-builders.ts';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { placeEntriesOf } from './places.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';
import { useClusterCommands } from './use-cluster-commands.tsx';

const connection = anOpenConnection();
const at = (part: string): string => `#/open/${connection.id}/cluster${part}`;

beforeEach(() => {
  window.location.hash = at('');
});
afterEach(() => {
  cleanup();
  showPlan(null);
});

function Commands() {
  useClusterCommands();
  return null;
}

function aScreen() {
  const examinations = fedStream<Examination>();
  const api = scriptedApi({
    cluster: {
      async *follow() {
        yield aCluster([aMember({ isLeader: true })]);
      },
    },
    kubernetes: { registries: async () => [] },
    doctor: { follow: (_request, options) => examinations.open(options?.signal), wake: async () => undefined },
    metrics: { follow: () => fedStream<MetricsNotice>().open() },
    maintenance: {
      space: () => fedStream<ClusterSpace>().open(),
      versions: async () => ({ members: [], downgrade: { kind: 'notOffered', reason: 'Not here.' } }),
    },
  });
  render(
    <InWorkbench api={api} connection={connection}>
      <ClusterProvider>
        <Commands />
        <ScreenFrame entries={placeEntriesOf(anOpenConnection().id)} place="cluster" />
      </ClusterProvider>
    </InWorkbench>,
  );
  return { examinations };
}

const chosen = (): string | null => screen.getByRole('tab', { selected: true }).textContent;

it('shows the part that its address names, after a reload as well', async () => {
  window.location.hash = at('/doctor');
  aScreen();
  await screen.findByRole('heading', { name: 'What was looked at' });
  expect(chosen()).toBe('Doctor');
  expect(screen.getByRole('tabpanel', { name: 'Doctor' })).toBeDefined();
});

it('walks its tabs by the arrow keys, and follows the findings once for all of them', async () => {
  const { examinations } = aScreen();
  await screen.findByRole('heading', { name: 'Topology' });
  expect(chosen()).toBe('Members');
  act(() => screen.getByRole('tab', { name: 'Members' }).focus());
  await userEvent.keyboard('{ArrowRight}');
  await waitFor(() => expect(chosen()).toBe('Maintenance'));
  expect(window.location.hash).toBe(at('/maintenance'));
  await screen.findByRole('heading', { name: 'Versions' });
  await userEvent.keyboard('{End}');
  await waitFor(() => expect(window.location.hash).toBe(at('/doctor')));
  await screen.findByRole('heading', { name: 'What was looked at' });
  expect(document.activeElement?.textContent).toBe('Doctor');
  await userEvent.keyboard('{Home}');
  await waitFor(() => expect(window.location.hash).toBe(at('')));
  await waitFor(() => expect(examinations.opened()).toBe(1));
});

it('has its parts and their acts in the palette', async () => {
  aScreen();
  await screen.findByRole('heading', { name: 'Topology' });
  const run = (title: string): void => {
    const command = commandsFor('').find((each) => each.title === title);
    if (command === undefined) throw new Error(`there is no ${title}`);
    act(() => command.run());
  };
  run('Show Metrics');
  await waitFor(() => expect(chosen()).toBe('Metrics'));
  run('Compact history…');
  await screen.findByRole('dialog', { name: 'Compact history' });
  expect(window.location.hash).toBe(at('/maintenance'));
  await userEvent.keyboard('{Escape}');
  run('Defragment the members…');
  await waitFor(() => expect(planRequest.get()?.title).toBe('Defragment every voting member?'));
  const titles = commandsFor('').map(({ title }) => title);
  expect(titles).toEqual(expect.arrayContaining(['Show Doctor', 'Examine the cluster', 'Save a report…']));
});

it('keeps the focus in the part that is shown when what had it is gone', async () => {
  window.location.hash = at('/doctor');
  const { examinations } = aScreen();
  await waitFor(() => expect(examinations.opened()).toBe(1));
  const asleep = aFinding('EvenVoters', { snoozed: { reason: 'on Sunday', until: null } });
  act(() => examinations.push(anExamination({ findings: [asleep] })));
  const wake = await screen.findByRole('button', { name: /^Wake: / });
  await userEvent.click(wake);
  expect(document.activeElement).toBe(wake);
  act(() => examinations.push(anExamination({ findings: [] })));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('tabpanel', { name: 'Doctor' })));
});
