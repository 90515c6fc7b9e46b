import { expect, it } from 'vitest';
import { aConnectionState } from '../../testing/builders.ts';
import { aCluster, aMember, aSilentMember } from '../../testing/cluster-builders.ts';
import { anOpenConnection } from '../../testing/InWorkbench.tsx';
import { clusterLine, connectionTone } from './quorum-words.ts';

const whole = aCluster([aMember(), aMember(), aMember()]);
const lost = aCluster([aMember(), aSilentMember(), aSilentMember()]);
const full = aCluster([aMember({ alarms: ['NOSPACE'] }), aMember(), aMember()]);
// 3.4 and 3.5 name no member.
const corrupt = aCluster([aMember(), aMember(), aMember()], { alarms: ['CORRUPT', 'NOSPACE'] });
const reconnecting = aConnectionState({ phase: 'reconnecting' });

it.each([
  ['green while every voter answers', {}, whole, 'ok'],
  ['red without quorum, though a member answers', {}, lost, 'bad'],
  ['red while a member is out of space', {}, full, 'bad'],
  ['red while the members’ data differs', {}, corrupt, 'bad'],
  ['of no colour before the members answered', {}, null, 'neutral'],
  ['amber while it reconnects', { state: reconnecting }, whole, 'warn'],
  ['red once it has ended', { hasEnded: true }, whole, 'bad'],
] as const)('a connection is %s', (_, changes, cluster, tone) => {
  expect(connectionTone(anOpenConnection(changes), cluster)).toBe(tone);
});

it('says in one line whether writes work', () => {
  expect([whole, lost, full, corrupt].map(clusterLine)).toEqual([
    '3 of 3 voters answer, 1 may fail',
    '1 of 3 voters are healthy: quorum is lost',
    '3 of 3 voters answer, writes refused: out of space',
    '3 of 3 voters answer, writes refused: data differs',
  ]);
});
