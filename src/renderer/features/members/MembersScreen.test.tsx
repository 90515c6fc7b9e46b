import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { MemberStatus } from '../../../contract/cluster.ts';
import { aMember, aSilentMember } from '../../testing/cluster-builders.ts';
import { MembersTable } from './MembersTable.tsx';
import { TopologyDrawing } from './TopologyDrawing.tsx';

afterEach(cleanup);

const members: readonly MemberStatus[] = [
  aMember({ name: 'a', isLeader: true }),
  aMember({ name: 'b', raftAppliedIndex: 998, alarms: ['NOSPACE'] }),
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

it('says in words what it draws', () => {
  render(<TopologyDrawing members={members} />);
  expect(screen.getByRole('img', { name: 'a: leader; b: follower · 2 behind; c: does not answer' })).toBeDefined();
});
