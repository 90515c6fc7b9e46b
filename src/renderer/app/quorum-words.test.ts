import { expect, it } from 'vitest';
import { aConnectionState } from '../testing/builders.ts';
import { aCluster, aMember, aSilentMember } from '../testing/cluster-builders.ts';
import { anOpenConnection } from '../testing/InWorkbench.tsx';
import { connectionTone } from './quorum-words.ts';

const { quorum: whole } = aCluster([aMember(), aMember(), aMember()]);
const { quorum: lost } = aCluster([aMember(), aSilentMember(), aSilentMember()]);
const reconnecting = aConnectionState({ phase: 'reconnecting' });

it.each([
  ['green while every voter answers', {}, whole, 'ok'],
  ['red without quorum, though a member answers', {}, lost, 'bad'],
  ['of no colour before the members answered', {}, null, 'neutral'],
  ['amber while it reconnects', { state: reconnecting }, whole, 'warn'],
  ['red once it has ended', { hasEnded: true }, whole, 'bad'],
] as const)('a connection is %s', (_, changes, quorum, tone) => {
  expect(connectionTone(anOpenConnection(changes), quorum)).toBe(tone);
});
