import { expect, it } from 'vitest';
import { aLabFrame, cutOff } from '../../../testing/lab-builders.ts';
import { groupsOf } from './lab-facts.ts';
import { groupNames, labSentence } from './lab-sentence.ts';
import { partitionOf } from './partition.ts';

const dead = { state: 'dead' } as const;
const unstarted = { state: 'stopped', term: null, vote: null, leader: null, answeredAt: null } as const;

it.each([
  ['all answer', aLabFrame(3), 'ok', 'a leads in term 2; 3 of 3 answer; writes work'],
  ['one is dead', aLabFrame(3, 1, { c: dead }), 'warn', 'a leads in term 2; 2 of 3 answer; writes work'],
  [
    'a majority is dead',
    aLabFrame(3, 1, { b: dead, c: { state: 'frozen' } }),
    'bad',
    'Writes have stopped: 1 of 3 answer; a majority is 2',
  ],
  [
    'members were not started yet',
    aLabFrame(3, 1, { a: { state: 'starting', answeredAt: null }, b: unstarted, c: unstarted }),
    'warn',
    'Not started yet: 0 of 3 answer; writes wait for a majority',
  ],
  [
    'nobody leads',
    aLabFrame(3, 1, { a: { state: 'candidate', leader: null } }),
    'warn',
    'No leader yet: 3 of 3 answer; writes wait for an election',
  ],
  [
    'the leader is on the smaller side',
    aLabFrame(5, 1, {}, cutOff('a', 'b')),
    'warn',
    'a leads in term 2, cut off from a majority; writes wait for an election',
  ],
  [
    'another leads on the larger side, and the old one has not heard of it',
    aLabFrame(5, 1, { c: { state: 'leader', term: 3 } }, cutOff('a', 'b')),
    'warn',
    'c leads in term 3; 5 of 5 answer; 2 members cut off; writes work',
  ],
  [
    'no side is a majority',
    aLabFrame(4, 1, {}, cutOff('a', 'b')),
    'bad',
    'Writes have stopped: 4 of 4 answer, and no group has a majority; a majority is 3',
  ],
  [
    'a learner is no voter',
    aLabFrame(4, 1, { d: { state: 'learner', isLearner: true } }),
    'ok',
    'a leads in term 2; 3 of 3 answer; writes work',
  ],
  [
    'a learner is dead',
    aLabFrame(4, 1, { d: { state: 'dead', isLearner: true } }),
    'ok',
    'a leads in term 2; 3 of 3 answer; writes work',
  ],
] as const)('says how the lab stands where %s', (_what, frame, tone, text) => {
  expect(labSentence(frame)).toEqual({ tone, text });
});

/** The one link between the leader and `b` is cut. */
const oneCut = (changes: Parameters<typeof aLabFrame>[2] = {}, count = 3) =>
  aLabFrame(count, 1, changes, ({ from, to }) =>
    [from, to].toSorted().join('') === 'ab' ? { state: 'cut', messages: {} } : {},
  );

it('counts no member with a leader that it reaches by way of others only', () => {
  const groups = (frame: ReturnType<typeof aLabFrame>) =>
    groupsOf(frame).map((group) => [groupNames(frame, group), group.answering, group.canCommit]);
  expect(groups(oneCut())).toEqual([
    ['a, c', 2, true],
    ['b', 1, false],
  ]);
  expect(labSentence(oneCut())).toEqual({
    tone: 'warn',
    text: 'a leads in term 2; 3 of 3 answer; b is cut off from the leader; writes work',
  });
  const alone = { state: 'preCandidate', leader: null } as const;
  expect(labSentence(oneCut({ b: alone })).text).toBe(
    'a leads in term 2; 3 of 3 answer; b follows no leader; writes work',
  );
  expect(labSentence(oneCut({ c: dead })).text).toBe(
    'Writes have stopped: 2 of 3 answer, and no group has a majority; a majority is 2',
  );
  // Without a leader, whoever reaches a majority directly can be elected.
  const lost = { state: 'candidate', leader: null } as const;
  expect(groups(oneCut({ a: lost }))).toEqual([['a, b, c', 3, true]]);
});

it('names those that do not answer or vote apart from those that can commit', () => {
  const frame = aLabFrame(5, 1, { b: dead, d: { state: 'learner', isLearner: true } }, cutOff('e'));
  expect(groupsOf(frame).map((group) => groupNames(frame, group))).toEqual(['a, c (b dead, d learner)', 'e']);
});

it('counts members as one group only where messages pass both ways', () => {
  const oneWay = aLabFrame(3, 1, {}, ({ from }) => (from === 'c' ? { state: 'held' } : {}));
  expect(groupsOf(oneWay).map(({ names, canCommit }) => [names, canCommit])).toEqual([
    [['a', 'b'], true],
    [['c'], false],
  ]);
});

it('parts members, takes those that are parted along, and brings them back', () => {
  const whole = aLabFrame(5);
  expect(partitionOf(whole, [])).toBeNull();
  expect(partitionOf(whole, ['a', 'b', 'c', 'd', 'e'])).toBeNull();
  expect(partitionOf(whole, ['gone'])).toBeNull();
  const groups = [
    ['a', 'b', 'c'],
    ['d', 'e'],
  ];
  expect(partitionOf(whole, ['d', 'e'])).toEqual({ act: { kind: 'partition', groups }, isBack: false });
  const parted = aLabFrame(5, 1, {}, cutOff('d', 'e'));
  expect(partitionOf(parted, ['d', 'e'])).toEqual({ act: { kind: 'heal' }, isBack: true });
  expect(partitionOf(parted, ['c'])?.act).toEqual({ kind: 'partition', groups: [['a', 'b'], ['d', 'e'], ['c']] });
  expect(partitionOf(parted, ['e'])?.act).toEqual({ kind: 'partition', groups: [['a', 'b', 'c', 'e'], ['d']] });
});
