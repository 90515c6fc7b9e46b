import { expect, it } from 'vitest';
import { anOperationsPlan, aPlan } from '../../testing/plan-builders.ts';
import { changesOf, consequenceOf, isDestructive } from './plan-words.ts';

it('says of halted writes what would end it, by what halts them', () => {
  const consequences = ['HaltsWrites'] as const;
  expect(consequenceOf(anOperationsPlan({ act: 'memberAdd', consequences }))?.each.join(' ')).toMatch(
    /learner to avoid that/,
  );
  expect(consequenceOf(anOperationsPlan({ act: 'memberRemove', consequences }))?.each.join(' ')).toBe(
    'Writes stop: too few of the voting members would answer.',
  );
});

it('takes for destructive what takes something away', () => {
  expect(isDestructive(aPlan())).toBe(true);
  expect(isDestructive(anOperationsPlan({ consequences: ['ChangesLeader'] }))).toBe(false);
  expect(isDestructive(anOperationsPlan({ consequences: ['DiscardsMember'] }))).toBe(true);
  expect(isDestructive(anOperationsPlan({ consequences: ['HaltsWrites'] }))).toBe(true);
});

it('leaves it to its steps to say what operations change', () => {
  expect(changesOf(anOperationsPlan())).toEqual([]);
  expect(changesOf(anOperationsPlan({ body: { kind: 'operations', steps: [], oddPeerURLs: [] } }))).toEqual([
    'There is nothing to change.',
  ]);
});
