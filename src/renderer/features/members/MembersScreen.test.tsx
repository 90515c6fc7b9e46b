import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RequestOf } from '../../../contract/api.ts';
import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import type { ObjectView } from '../../../contract/kubernetes.ts';
import { ClusterProvider } from '../../state/cluster.tsx';
import { aCluster, aFinding, aMember, aSilentMember } from '../../testing/cluster-builders.ts';
import { InWorkbench } from '../../testing/InWorkbench.tsx';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf, equalBytes } from '../../ui/byte-text.ts';
import { AttentionCard } from './AttentionCard.tsx';
import { attentionOf } from './attention.ts';
import { MemberMenu } from './MemberMenu.tsx';
import { MembersScreen } from './MembersScreen.tsx';
import { MembersTable } from './MembersTable.tsx';
import { type MemberActions, MemberActionsContext } from './member-actions.ts';
import { ToleranceTable } from './ToleranceTable.tsx';
import { TopologyDrawing } from './TopologyDrawing.tsx';

afterEach(cleanup);

const members: readonly MemberStatus[] = [
  aMember({ name: 'a', isLeader: true }),
  aMember({ name: 'b', raftAppliedIndex: 998, alarms: ['NOSPACE'], dbSizeInUse: 900_000_000 }),
  aSilentMember({}, { name: 'c' }),
];

it('has a row for every member, and a silent one says why', () => {
  render(<MembersTable members={members} />);
  const table = screen.getByRole('table', { name: 'Members' });
  const row = (name: string) => within(table).getByRole('row', { name: new RegExp(`^${name} `) });
  expect(within(row('a')).getByText('leader')).toBeDefined();
  expect(within(row('a')).getByText('head')).toBeDefined();
  expect(within(row('b')).getByText('2 behind')).toBeDefined();
  expect(within(row('b')).getByText('NOSPACE')).toBeDefined();
  expect(within(row('b')).getByText('858 MiB in use, quota 8 GiB')).toBeDefined();
  expect(within(row('c')).getByText('down')).toBeDefined();
  expect(within(row('c')).getByText(/refused|listens/i)).toBeDefined();
});

it('tells a member that sees no leader, in the row and in the drawing', () => {
  const lost = [
    aMember({ name: 'x', healthy: false, failure: { code: 'NoLeader', message: 'no leader', retry: true } }),
  ];
  render(<MembersTable members={lost} />);
  expect(within(screen.getByRole('row', { name: /^x / })).getByText('no leader')).toBeDefined();
  expect(screen.queryByText(/behind/)).toBeNull();
  render(<TopologyDrawing status={aCluster(lost)} />);
  expect(screen.getByRole('button', { name: 'x: follower · no leader' })).toBeDefined();
  expect(screen.getByText('electing')).toBeDefined();
});

it('shows a learner as one, whether it answers or not', () => {
  const refused = { code: 'NotSupportedForLearner', operation: 'authenticate' } as const;
  const learners = [
    aMember({ name: 'leads', isLeader: true }),
    aMember({ name: 'learns', isLearner: true, raftAppliedIndex: 10 }),
    aSilentMember({}, { name: 'gone', isLearner: true }),
    aSilentMember(refused, { name: 'mute', isLearner: true }),
    aSilentMember({ code: 'Unavailable' }, { name: '', peerURLs: ['new'], isLearner: true, endpoint: null }),
  ];
  render(<MembersTable members={learners} />);
  const chips = (name: string) =>
    within(screen.getByRole('row', { name: new RegExp(`^${name} `) })).getAllByRole('cell')[0]?.textContent;
  expect(['learns', 'gone', 'mute', 'new'].map(chips)).toEqual([
    'learner',
    'learnerdown',
    'learner',
    'learnernot started',
  ]);
  expect(screen.getByText('990 behind')).toBeDefined();
  expect(screen.getByText('A learner signs nobody in, and no voting member did for it.')).toBeDefined();
});

it('is in no good colour where a member raises an alarm', () => {
  render(<MembersTable members={[aMember({ name: 'full', alarms: ['NOSPACE'] }), aMember({ name: 'well' })]} />);
  // What has the same look has the same class.
  const [full, well] = screen.getAllByText('follower');
  expect(full?.className).not.toBe(well?.className);
});

it('says in words what it draws', () => {
  render(<TopologyDrawing status={aCluster(members)} />);
  const drawing = screen.getByRole('group', { name: 'Topology' });
  const names = within(drawing)
    .getAllByRole('button')
    .map((button) => button.getAttribute('aria-label'));
  expect(names).toEqual([
    'a: leader, 0 behind',
    'b: follower · out of space, 2 behind',
    'c: down · Nothing listens on that port',
  ]);
  expect(screen.getByRole('button', { description: 'c counts as failed already.' })).toBeDefined();
});

it('has a leader’s place empty while none is elected, and says where none can be', () => {
  const failure = { code: 'NoLeader', message: 'no leader', retry: true } as const;
  const without = () => aMember({ healthy: false, failure });
  const { rerender } = render(<TopologyDrawing status={aCluster([without(), without(), aSilentMember()])} />);
  expect(screen.getByText('electing')).toBeDefined();
  rerender(<TopologyDrawing status={aCluster([without(), aSilentMember(), aSilentMember()])} />);
  expect(screen.getByText('no leader')).toBeDefined();
});

it('sets learners apart, and shows a member whose answer is awaited as that', () => {
  const learner = aMember({ name: 'late', isLearner: true, raftAppliedIndex: 10 });
  const awaited = aSilentMember({}, { name: 'slow', healthy: null, failure: null });
  const cluster = aCluster([aMember({ isLeader: true }), learner, awaited]);
  render(<TopologyDrawing status={cluster} />);
  expect(screen.getByText('Learners')).toBeDefined();
  expect(screen.getByRole('button', { name: 'late: learner, 990 behind' })).toBeDefined();
  expect(screen.getByRole('button', { name: 'slow: no answer yet' })).toBeDefined();
  render(<MembersTable members={cluster.members} />);
  const row = screen.getByRole('row', { name: /^slow / });
  expect(within(row).getByText('waiting')).toBeDefined();
  expect(within(row).getByText('No answer yet.')).toBeDefined();
});

it('says of a member whose role is not told that it answers, and not that it follows', () => {
  const failure = { code: 'PermissionDenied', message: 'the user may not ask', retry: false } as const;
  const untold = [aMember({ name: 'x', isLeader: null, version: null, failure })];
  render(<MembersTable members={untold} />);
  const row = screen.getByRole('row', { name: /^x / });
  expect(within(row).getByText('unknown')).toBeDefined();
  expect(within(row).getByText('may not ask')).toBeDefined();
  expect(within(row).queryByText('follower')).toBeNull();
  render(<TopologyDrawing status={aCluster(untold)} />);
  expect(screen.getByRole('button', { name: 'x: answers · role not told, 0 behind' })).toBeDefined();
});

it('marks this cluster in the table of how many may fail', async () => {
  render(<ToleranceTable voters={3} />);
  await userEvent.click(screen.getByRole('button', { name: 'fault tolerance by size' }));
  const table = within(await screen.findByRole('dialog', { name: 'How many members may fail' })).getByRole('table');
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows.map((row) => within(row).getAllByRole('cell').at(-1)?.textContent)).toEqual([...'001122334']);
  expect(rows.filter((row) => row.getAttribute('aria-current') === 'true').map((row) => row.textContent)).toEqual([
    '3 (this cluster)21',
  ]);
});

it('offers what can be done with the members, and shows nothing where nothing can', async () => {
  const run = vi.fn<(what: string) => void>();
  const act = (id: string, title: string) => ({ id, title, run: () => run(id) });
  const finding = aFinding('MemberDown', { member: members[2]?.id ?? null });
  const shown = (
    <>
      <MembersTable members={members} />
      <AttentionCard attention={attentionOf([finding], aCluster(members))} areCertificatesRead={false} />
    </>
  );
  const api = scriptedApi({});
  const { rerender } = render(<InWorkbench api={api}>{shown}</InWorkbench>);
  await screen.findByRole('table', { name: 'Members' });
  expect(screen.queryAllByRole('button', { name: /^(More for|Replace)/ })).toEqual([]);
  const actions: MemberActions = {
    all: [],
    of: ({ name }) => (name === 'c' ? [act('remove', 'Remove')] : []),
    repair: (of) => (of === finding ? act('replace', 'Replace it') : null),
  };
  rerender(
    <InWorkbench api={api}>
      <MemberActionsContext value={actions}>{shown}</MemberActionsContext>
    </InWorkbench>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'More for c' }));
  expect(screen.queryByRole('button', { name: 'More for a' })).toBeNull();
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Remove' }));
  await userEvent.click(screen.getByRole('button', { name: 'Replace it' }));
  expect(run.mock.calls).toEqual([['remove'], ['replace']]);
});

it('folds hints away, and does not count them', async () => {
  const hint = aFinding('EvenVoters', { severity: 'info' });
  const down = aFinding('MemberDown', { member: members[2]?.id ?? null });
  const card = (findings: readonly ReturnType<typeof aFinding>[]) => (
    <InWorkbench api={scriptedApi({})}>
      <AttentionCard attention={attentionOf(findings, aCluster(members))} areCertificatesRead={false} />
    </InWorkbench>
  );
  const { rerender } = render(card([down, hint]));
  const needs = within(await screen.findByRole('region', { name: 'Needs you' }));
  expect(needs.getByText('1')).toBeDefined();
  expect(needs.getAllByRole('listitem')).toHaveLength(1);
  const fold = needs.getByRole('button', { name: 'Hints (1)' });
  expect(fold.getAttribute('aria-expanded')).toBe('false');
  await userEvent.click(fold);
  expect(needs.getAllByRole('listitem')).toHaveLength(2);
  rerender(card([hint]));
  expect(needs.getByText(/^Nothing\. /)).toBeDefined();
});

it('says in the menu why an act is held, and does not do it', async () => {
  const run = vi.fn();
  render(
    <MemberMenu
      name="c"
      actions={[
        { id: 'remove', title: 'Remove…', isHeld: true, run },
        { id: 'recover', title: 'Recover…', run },
      ]}
    />,
  );
  await userEvent.click(screen.getByRole('button', { name: 'More for c' }));
  const held = await screen.findByRole('menuitem', { name: 'Remove…', description: /^Without quorum / });
  expect(held.getAttribute('aria-disabled')).toBe('true');
  await userEvent.click(screen.getByRole('menuitem', { name: 'Recover…' }));
  expect(run).toHaveBeenCalledTimes(1);
});

describe('where the members of a Kubernetes cluster run', () => {
  const node = (name: string) => ({
    key: { key: bytesOf(`/registry/minions/${name}`), createRevision: 1, modRevision: 1, version: 1 },
    namespace: null,
    name,
  });
  const yamlOf = (address: string) => `status:\n  addresses:\n  - address: ${address}\n    type: InternalIP\n`;

  /** The Cluster screen of two members at 10.0.0.1 and 10.0.0.2, whose nodes have these names and are shown as this. */
  async function aScreen(names: readonly string[], texts: readonly string[]) {
    const cluster = fedStream<ClusterStatus>();
    const objects = vi.fn(async function* (_request: RequestOf<'kubernetes.objects'>) {
      yield { objects: names.map(node), revision: 1, complete: true, next: null };
    });
    const object = vi.fn(async ({ key }: RequestOf<'kubernetes.object'>) => {
      const text = texts[names.findIndex((name) => equalBytes(key, node(name).key.key))] ?? '';
      const decoded = { codec: 'hex', codecs: [], text, language: 'yaml', canEncode: false, notes: [], object: null };
      // Of an object, only its text is looked at.
      return { object: { decoded } as unknown as ObjectView, revision: 1 };
    });
    const registries = async () => [{ prefix: bytesOf('/registry/'), isKine: false }];
    const api = scriptedApi({
      cluster: { follow: (_request, options) => cluster.open(options?.signal) },
      kubernetes: { registries, objects, object },
    });
    render(
      <InWorkbench api={api}>
        <ClusterProvider>
          <MembersScreen />
        </ClusterProvider>
      </InWorkbench>,
    );
    await waitFor(() => expect(cluster.opened()).toBe(1));
    const at = (host: number) => ({ name: `cp-${host}`, peerURLs: [`https://10.0.0.${host}:2380`] });
    act(() => cluster.push(aCluster([aMember({ ...at(1), isLeader: true }), aMember(at(2))])));
    return { objects, object };
  }

  it('is on its nodes, by their names alone', async () => {
    const { objects, object } = await aScreen(['cp-1', 'cp-2', 'worker'], []);
    await screen.findByText(/^Stacked: /);
    expect(objects.mock.calls[0]?.[0]).toMatchObject({ resource: bytesOf('/registry/minions/'), limit: 100 });
    expect(object).not.toHaveBeenCalled();
  });

  it('is on its nodes, by their addresses', async () => {
    await aScreen(['x', 'y'], [yamlOf('10.0.0.1'), yamlOf('10.0.0.2')]);
    await screen.findByText(/^Stacked: /);
  });

  it('is apart from them', async () => {
    await aScreen(['x', 'y'], [yamlOf('10.0.9.1'), yamlOf('10.0.9.2')]);
    await screen.findByText(/^External: /);
  });

  it.each([
    ['a node cannot be read', ['x', 'y'], [yamlOf('10.0.9.1'), 'k8s:enc:']],
    ['only some members are on nodes', ['cp-1', 'y'], [yamlOf('10.0.0.1'), yamlOf('10.0.9.2')]],
  ])('is not told where %s', async (_, names, texts) => {
    const { object } = await aScreen(names, texts);
    await waitFor(() => expect(object).toHaveBeenCalledTimes(2));
    await screen.findByText('Topology');
    expect(screen.queryByText(/^(Stacked|External): /)).toBeNull();
  });
});

it('does not say that no alarm is raised where alarms are not told', () => {
  const { rerender } = render(<AttentionCard attention={[]} areCertificatesRead={false} isUntold />);
  expect(screen.getByText(/Nothing that your user may ask for/)).toBeDefined();
  expect(screen.queryByText(/none raises an alarm/)).toBeNull();
  rerender(<AttentionCard attention={[]} areCertificatesRead={false} />);
  expect(screen.getByText(/none raises an alarm/)).toBeDefined();
  rerender(<AttentionCard attention={[]} areCertificatesRead={false} isAwaited />);
  expect(screen.getByText(/^Nothing so far\./)).toBeDefined();
});
