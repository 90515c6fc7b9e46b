import { expect, it } from 'vitest';
import { aMember, aSilentMember } from '../../../testing/cluster-builders.ts';
import { joiningOf, joiningStages } from './joining.ts';

const leader = aMember({ name: 'leads', isLeader: true });
const aNotStarted = () => aSilentMember({ code: 'Unavailable' }, { name: '', endpoint: null, isLearner: true });
const learnerAt = (raftAppliedIndex: number) => aMember({ name: 'new', isLearner: true, raftAppliedIndex });

it.each([
  ['added', aNotStarted()],
  ['silent', aSilentMember({}, { isLearner: true })],
  ['behind', learnerAt(899)],
  ['behind', learnerAt(900)],
  ['ready', learnerAt(901)],
  ['votes', aMember()],
] as const)('a new member is %s', (joining, member) => {
  expect(joiningOf({ members: [leader, member] }, member.id)).toBe(joining);
});

it('says that it is gone once nobody lists it', () => {
  const { id } = aMember();
  expect(joiningOf({ members: [leader] }, id)).toBe('gone');
  expect(joiningStages('gone', { members: [leader] }, id)).toMatchObject([{ tone: 'bad', isRunning: false }]);
});

it('waits for one stage at a time, and says how far behind it is', () => {
  const member = learnerAt(400);
  expect(joiningStages('behind', { members: [leader, member] }, member.id)).toEqual([
    { name: 'Added', words: 'It is in the member list.', tone: 'ok', isRunning: false },
    { name: 'Started', words: 'It answers.', tone: 'ok', isRunning: false },
    {
      name: 'Caught up',
      words: '600 entries behind the leader; ready below 100.',
      tone: 'neutral',
      isRunning: true,
    },
    { name: 'Votes', words: 'Waits to be promoted.', tone: 'neutral', isRunning: true },
  ]);
});
