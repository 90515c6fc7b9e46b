import { expect, it } from 'vitest';
import { aCluster, aMember, aSilentMember } from '../../testing/cluster-builders.ts';
import { whatIfFails } from './what-if.ts';

const a = aMember({ name: 'a', isLeader: true });
const b = aMember({ name: 'b' });
const c = aMember({ name: 'c' });
const down = aSilentMember({}, { name: 'down' });
const learner = aMember({ name: 'late', isLearner: true });
const full = aMember({ name: 'full', alarms: ['NOSPACE'] });
const waiting = aSilentMember({}, { name: 'slow', healthy: null, failure: null });

it.each([
  [
    a,
    [a, b, c],
    'If a fails, writes go on after a second or two, in which the others elect a leader; no further member may fail.',
  ],
  [b, [a, b, c], 'If b fails, writes go on; no further member may fail.'],
  [b, [a, b, c, aMember(), aMember()], 'If b fails, writes go on; 1 more may fail.'],
  [b, [a, b, down], 'If b fails, writes stop: 1 of 3 voters would be left, and 2 are needed.'],
  [down, [a, b, down], 'down counts as failed already.'],
  [a, [a], 'If a fails, reads and writes stop: it is the only voting member.'],
  [learner, [a, b, c, learner], 'If late fails, writes go on: a learner has no vote.'],
  [b, [b, down, down], 'Writes have stopped already, whether b fails or not.'],
  [b, [a, b, full], 'If b fails, writes stay refused; no further member may fail.'],
  [waiting, [a, b, waiting], 'If slow fails, writes go on; no further member may fail.'],
])('says what follows if a member fails (%#)', (member, members, text) => {
  expect(whatIfFails(member, aCluster(members))).toBe(text);
});

it('does not guess where the quorum is made up of members that were not asked', () => {
  const quorum = { voters: 3, healthy: 1, needed: 2, tolerance: 0, hasQuorum: true };
  expect(whatIfFails(a, aCluster([a, waiting, waiting], { quorum }))).toMatch(/is not known/);
});
