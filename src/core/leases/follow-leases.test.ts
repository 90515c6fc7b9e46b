import { expect, it } from 'vitest';
import type { LeaseId } from '../../contract/ids.ts';
import type { LeaseState } from '../../contract/leases.ts';
import { nextToAsk } from './follow-leases.ts';

// Made up.
const id = (name: string): LeaseId => name as LeaseId;
const alive = (name: string, at: number, ttl: number): LeaseState => ({
  ...{ kind: 'alive', id: id(name), grantedTTL: 60, ttl, keyCount: 0, firstKeys: [], at },
});
const gone = (name: string): LeaseState => ({ kind: 'gone', id: id(name), at: 0 });

it.each([
  ['the one asked the longest ago', [alive('a', 2_000, 60), alive('b', 1_000, 60)], 'b', 5_000],
  ['one whose time is over before an older one', [alive('a', 1_000, 60), alive('b', 2_000, 1)], 'b', 5_000],
  ['the oldest of those whose time is over', [alive('a', 2_000, 1), alive('b', 1_500, 1)], 'b', 5_000],
  ['none that is gone', [gone('a'), alive('b', 2_000, 60)], 'b', 5_000],
  ['nothing where all are gone', [gone('a')], null, 5_000],
  ['one that was left waiting for one of two seconds', [alive('a', 14_000, 1), alive('b', 3_000, 600)], 'b', 15_500],
] as const)('asks next %s', (_, states, next, now) => {
  expect(nextToAsk(states, now)).toBe(next);
});
