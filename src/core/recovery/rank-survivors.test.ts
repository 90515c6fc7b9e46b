import { expect, it } from 'vitest';
import { behindBest, type Ranked, rankSurvivors } from './rank-survivors.ts';

const aSurvivor = (
  name: string,
  raftTerm: number | null,
  raftIndex: number | null,
  raftAppliedIndex: number | null = raftIndex,
  revision: number | null = 1,
) => ({ name, reachable: true, raftTerm, raftIndex, raftAppliedIndex, revision });

const silent = { ...aSurvivor('silent', null, null), reachable: false, revision: null };
const order = (...survivors: readonly (Ranked & { readonly name: string })[]): readonly string[] =>
  rankSurvivors(survivors).map(({ name }) => name);

it('puts the later term before the longer log, as raft does', () => {
  expect(order(aSurvivor('long', 3, 900), aSurvivor('late', 4, 120))).toEqual(['late', 'long']);
});

it('goes on with index, applied index and revision', () => {
  expect(order(aSurvivor('a', 3, 76), aSurvivor('b', 3, 106))).toEqual(['b', 'a']);
  expect(order(aSurvivor('a', 3, 106, 90), aSurvivor('b', 3, 106, 106))).toEqual(['b', 'a']);
  expect(order(aSurvivor('a', 3, 106, 106, 91), aSurvivor('b', 3, 106, 106, 92))).toEqual(['b', 'a']);
});

it('puts the unknown behind the known, and those not reached last', () => {
  const unknown = aSurvivor('unknown', 3, null);
  expect(order(silent, unknown, aSurvivor('known', 3, 5))).toEqual(['known', 'unknown', 'silent']);
  expect(order(silent, aSurvivor('nothing', null, null, null, null))).toEqual(['nothing', 'silent']);
});

it('keeps the order of equal ones', () => {
  expect(order(aSurvivor('b', 3, 5), aSurvivor('a', 3, 5))).toEqual(['b', 'a']);
});

it('counts what a survivor lacks, and says where it is not known', () => {
  const best = aSurvivor('best', 3, 106);
  expect(behindBest(best, best)).toBe(0);
  expect(behindBest(aSurvivor('a', 3, 76), best)).toBe(30);
  expect(behindBest(silent, best)).toBeNull();
  expect(behindBest(silent, null)).toBeNull();
});
