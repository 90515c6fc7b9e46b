import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import type { ConnectionsApi } from '../../../contract/connections.ts';
import type { MemberId } from '../../../contract/ids.ts';
import { ClusterProvider } from '../../state/cluster.tsx';
import { aCluster, aMember, aSilentMember } from '../../testing/cluster-builders.ts';
import { InWorkbench } from '../../testing/InWorkbench.tsx';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { AttentionCard } from './AttentionCard.tsx';
import { MembersScreen } from './MembersScreen.tsx';
import { MembersTable } from './MembersTable.tsx';
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
  render(<TopologyDrawing members={lost} />);
  expect(screen.getByRole('img', { name: 'x: follower · no leader' })).toBeDefined();
});

it('shows a learner as one, whether it answers or not', () => {
  const refused = { code: 'NotSupportedForLearner', operation: 'authenticate' } as const;
  const learners = [
    aMember({ name: 'leads', isLeader: true }),
    aMember({ name: 'learns', isLearner: true, raftAppliedIndex: 10 }),
    aSilentMember({}, { name: 'gone', isLearner: true }),
    aSilentMember(refused, { name: 'mute', isLearner: true }),
    aSilentMember({ code: 'Unavailable' }, { name: '', id: 'new' as MemberId, isLearner: true, endpoint: null }),
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
  render(<TopologyDrawing members={members} />);
  expect(screen.getByRole('img', { name: 'a: leader; b: follower · out of space; c: does not answer' })).toBeDefined();
});

it('tells which certificates end, from the files and every https endpoint', async () => {
  const facts = { subject: 'CN=etcd', fingerprint: 'AA', notAfter: 1_760_000_000_000, daysLeft: 9, isAuthority: false };
  const rest = {
    issuer: 'CN=ca',
    names: [],
    serialNumber: '1',
    notBefore: 0,
    key: '',
    keyUsage: [],
    extendedKeyUsage: [],
  };
  const ends = { severity: 'warning', code: 'EndsSoon', message: '', certificate: 0 } as const;
  const inspect = vi.fn<ConnectionsApi['inspect']>(async () => [
    {
      role: 'server',
      endpoint: 'https://b:2379',
      certificates: [{ ...facts, ...rest }],
      findings: [ends],
      failure: null,
    },
  ]);
  const cluster = fedStream<ClusterStatus>();
  const api = scriptedApi({
    cluster: { follow: (_request, options) => cluster.open(options?.signal) },
    connections: { inspect },
  });
  render(
    <InWorkbench api={api}>
      <ClusterProvider>
        <MembersScreen />
      </ClusterProvider>
    </InWorkbench>,
  );
  await waitFor(() => expect(cluster.opened()).toBe(1));
  act(() =>
    cluster.push(aCluster([aMember({ endpoint: 'https://b:2379' }), aMember({ endpoint: 'http://plain:2379' })])),
  );
  const found = await screen.findByText('The server certificate etcd ends in 9 days');
  expect(within(found.closest('section') as HTMLElement).getByText(/Shown by https:\/\/b:2379\./)).toBeDefined();
  expect(inspect.mock.calls.map(([{ draft }]) => draft.endpoints)).toEqual([
    ['https://10.0.4.11:2379', 'https://b:2379'],
  ]);
});

it('says of a member whose role is not told that it answers, and not that it follows', () => {
  const failure = { code: 'PermissionDenied', message: 'the user may not ask', retry: false } as const;
  const untold = [aMember({ name: 'x', isLeader: null, version: null, failure })];
  render(<MembersTable members={untold} />);
  const row = screen.getByRole('row', { name: /^x / });
  expect(within(row).getByText('unknown')).toBeDefined();
  expect(within(row).getByText('may not ask')).toBeDefined();
  expect(within(row).queryByText('follower')).toBeNull();
  render(<TopologyDrawing members={untold} />);
  expect(screen.getByRole('img', { name: 'x: answers · role not told' })).toBeDefined();
});

it('does not say that no alarm is raised where alarms are not told', () => {
  const { rerender } = render(<AttentionCard attention={[]} areCertificatesRead={false} isUntold />);
  expect(screen.getByText(/Nothing that your user may ask for/)).toBeDefined();
  expect(screen.queryByText(/none raises an alarm/)).toBeNull();
  rerender(<AttentionCard attention={[]} areCertificatesRead={false} />);
  expect(screen.getByText(/none raises an alarm/)).toBeDefined();
});
