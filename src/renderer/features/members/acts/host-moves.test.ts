import { expect, it } from 'vitest';
import type { MemberStatus } from '../../../../contract/cluster.ts';
import { aMember, aSilentMember } from '../../../testing/cluster-builders.ts';
import { currentMove, type HostMove, movesOf, readMoves, stageOf } from './host-moves.ts';

const [a, b] = [aMember({ name: 'a', isLeader: true }), aMember({ name: 'b' })];
const url = 'https://new-a:2380';
const move = (facts: Partial<HostMove> = {}): HostMove => ({
  from: a.id,
  fromName: 'a',
  name: 'new-a',
  urls: url,
  ...facts,
});
const joined = (facts: Partial<MemberStatus> = {}) => aMember({ name: 'new-a', peerURLs: [url], ...facts });

it.each([
  ['open', move({ urls: '' }), [a, b]],
  ['add', move(), [a, b]],
  ['start', move(), [a, b, aSilentMember({}, { name: '', endpoint: null, peerURLs: [url], isLearner: true })]],
  ['catchUp', move(), [a, b, joined({ isLearner: true, raftAppliedIndex: 1 })]],
  ['promote', move(), [a, b, joined({ isLearner: true })]],
  ['remove', move(), [a, b, joined()]],
  ['done', move(), [b, joined()]],
] as const)('a move is at %s, by the members alone', (kind, given, members) => {
  expect(stageOf(given, { members }).kind).toBe(kind);
});

it('takes up members that came since, and forgets those that went', () => {
  const open = { name: '', urls: '' };
  const kept = [move(), move({ from: b.id, fromName: 'b', ...open })];
  const came = aMember({ name: 'c' });
  expect(movesOf(kept, { members: [a, joined(), came] })).toEqual([move(), { from: came.id, fromName: 'c', ...open }]);
  expect(movesOf([], { members: [a, b] }).map(({ fromName }) => fromName)).toEqual(['a', 'b']);
});

it('finishes one move before the next one begins', () => {
  const moves = [move(), move({ from: b.id, fromName: 'b', name: 'new-b', urls: 'https://new-b:2380' })];
  expect(currentMove(moves, { members: [a, b] })).toBe(0);
  expect(currentMove(moves, { members: [a, b, joined()] })).toBe(0);
  expect(currentMove(moves, { members: [b, joined()] })).toBe(1);
  expect(currentMove([move()], { members: [b, joined()] })).toBe(-1);
});

it('does not take a member that keeps its URL for a new one', () => {
  expect(stageOf(move({ urls: a.peerURLs.join() }), { members: [a, b] }).kind).toBe('add');
});

it('reads what a window remembered, and nothing else', () => {
  expect(readMoves([move()])).toEqual([move()]);
  for (const value of [null, {}, [null], [{ ...move(), urls: 1 }], ['a']]) expect(readMoves(value)).toBeNull();
});
