import { expect, it } from 'vitest';
import type { AlarmType } from '../../../contract/cluster.ts';
import type { MemberId } from '../../../contract/ids.ts';
import type { WorldMember } from '../../members/membership-rules.ts';
import { defragmentRefusal } from './defragment-rules.ts';

/** A voting member that answers; ids are made up. */
const aMember = (id: string, more: Partial<WorldMember> = {}): WorldMember => ({
  ...{ id: id as MemberId, name: `etcd-${id}`, peerURLs: [], isLearner: false, isStarted: true, isLeader: id === '1' },
  ...{ isAnswering: true, version: '3.5.30', behind: 0 },
  ...more,
});

const refusal = (members: readonly WorldMember[], alarms: readonly AlarmType[] = [], target = '1') =>
  defragmentRefusal([target as MemberId], { members }, alarms);

const three = (more: Partial<WorldMember> = {}): readonly WorldMember[] => [
  aMember('1'),
  aMember('2'),
  aMember('3', more),
];

it('refuses nothing where every member answers and follows', () => {
  expect(refusal(three({ behind: 99 }))).toBe(null);
  expect(refusal([aMember('1')])).toBe(null);
  expect(refusal(three({ behind: null }), ['NOSPACE'])).toBe(null);
});

it('refuses while a member is a hundred entries behind', () => {
  expect(refusal(three({ behind: 100 }))).toMatchObject({
    ...{ code: 'MemberLagging', retry: true, member: '3', detail: { behind: 100 } },
    message: 'etcd-3 is 100 log entries behind the leader',
  });
});

it('refuses while a member does not answer, and says where that would cost the quorum', () => {
  expect(refusal(three({ isAnswering: false }))).toMatchObject({
    ...{
      code: 'QuorumAtRisk',
      member: '3',
      retry: true,
      detail: { name: 'etcd-3', state: 'silent', left: 1, needed: 2 },
    },
  });
  const five = [...three({ isAnswering: false }), aMember('4'), aMember('5')];
  expect(refusal(five)).toMatchObject({ code: 'Unhealthy', member: '3', retry: true });
  const unstarted = [...five.slice(0, 2), aMember('3', { isAnswering: false, isStarted: false }), ...five.slice(3)];
  expect(refusal(unstarted)?.message).toMatch(/was added and has not started/);
});

it.each([
  ['3.5.22', '3.5.23'],
  ['3.4.40', '3.5.23'],
  ['3.6.4', '3.6.5'],
  [null, '3.5.23 or 3.6.5'],
])('refuses beside a learner on %s, which may damage a database', (version, fixed) => {
  const learner = aMember('4', { isLearner: true });
  const members = [...three({ version }), learner];
  expect(refusal(members)).toMatchObject({ code: 'VersionUnsafe', member: '4', retry: false, detail: { fixed } });
});

it.each(['3.5.23', '3.6.5', '3.7.1'])('goes on beside a learner on %s', (version) => {
  expect(refusal([aMember('1', { version }), aMember('4', { version, isLearner: true })])).toBe(null);
});

it('refuses a learner itself, and while data differ', () => {
  expect(refusal([aMember('1'), aMember('4', { isLearner: true })], [], '4')).toMatchObject({
    code: 'NotSupportedForLearner',
    member: '4',
  });
  expect(refusal(three({ isAnswering: false }), ['CORRUPT'])).toMatchObject({ code: 'Corrupt', retry: false });
});
