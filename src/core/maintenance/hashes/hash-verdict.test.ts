import { expect, it } from 'vitest';
import type { MemberId } from '../../../contract/ids.ts';
import type { MemberHash } from '../../../contract/maintenance.ts';
import { hashVerdict } from './hash-verdict.ts';

const id = (text: string): MemberId => text as MemberId; // an id of a test

const row = (member: string, hash: number | null, compactRevision: number | null = 5): MemberHash => ({
  ...{ member: id(member), name: member, hash, failure: null },
  compactRevision: hash === null ? null : compactRevision,
});

it('takes equal hashes of all for equal, those of one member too', () => {
  expect(hashVerdict([row('a', 7), row('b', 7), row('c', 7)])).toEqual({ verdict: 'equal', different: [] });
  expect(hashVerdict([row('a', 7)])).toEqual({ verdict: 'equal', different: [] });
});

it('names the members that differ from most', () => {
  expect(hashVerdict([row('a', 7), row('b', 8), row('c', 7)])).toEqual({ verdict: 'different', different: ['b'] });
  const five = [row('a', 7), row('b', 8), row('c', 7), row('d', 9), row('e', 7)];
  expect(hashVerdict(five)).toEqual({ verdict: 'different', different: ['b', 'd'] });
});

it('names none where there is no majority', () => {
  expect(hashVerdict([row('a', 7), row('b', 8)])).toEqual({ verdict: 'different', different: [] });
  expect(hashVerdict([row('a', 7), row('b', 8), row('c', 9)])).toEqual({ verdict: 'different', different: [] });
});

it('does not compare across compactions, and says nothing of a member that has not answered', () => {
  expect(hashVerdict([row('a', 7), row('b', 7), row('c', 8, 9)])).toEqual({ verdict: 'unknown', different: [] });
  expect(hashVerdict([row('a', 7), row('b', 7), row('c', null)])).toEqual({ verdict: 'unknown', different: [] });
  expect(hashVerdict([row('a', 7), row('b', 8), row('c', null)])).toMatchObject({ verdict: 'different' });
  expect(hashVerdict([])).toEqual({ verdict: 'unknown', different: [] });
});
