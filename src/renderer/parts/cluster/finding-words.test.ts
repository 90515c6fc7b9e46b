import { expect, it } from 'vitest';
import type { Finding, FindingCode } from '../../../contract/findings.ts';
import { aCluster, aFinding, aMember, aSilentMember } from '../../testing/cluster-builders.ts';
import { findingWords } from './finding-words.ts';

const a = aMember({ name: 'a', isLeader: true });
const b = aMember({ name: 'b', raftAppliedIndex: 400 });
const refused = aSilentMember({}, { name: 'c' });
const three = aCluster([a, b, refused]);

const said = (code: FindingCode, facts: Partial<Finding> = {}, status = three) =>
  findingWords(aFinding(code, facts), status);

it('says what is lost before all else, and what brings it back', () => {
  const down = [aSilentMember({}, { name: 'b' }), aSilentMember({}, { name: 'c' })];
  const noLeader = { healthy: false, failure: { code: 'NoLeader', message: 'no leader', retry: true } } as const;
  expect(said('QuorumLost', {}, aCluster([aMember({ ...noLeader, name: 'a' }), ...down]))).toEqual({
    title: 'Quorum is lost: 0 of 3 voters healthy, 2 needed',
    remedy:
      'a waits for a leader. Start 1 of b and c again, on the same data: that many are enough for a quorum. If that is gone for good, restore a snapshot as a new cluster.',
    commands: [],
  });
  const silent = aCluster([aSilentMember({}, { name: 'a' }), ...down]);
  expect(said('QuorumLost', {}, silent).remedy).toMatch(/^Start 2 of a, b and c again, /);
  const alone = aCluster([aSilentMember({}, { name: 'a' })]);
  expect(said('QuorumLost', {}, alone).remedy).toMatch(/^Start a again, /);
});

it('names the members that are to be brought back before another fails', () => {
  expect(said('QuorumAtRisk')).toMatchObject({
    title: 'Writes stop when one more voting member fails',
    remedy: 'Bring c back first.',
  });
  expect(said('QuorumAtRisk', {}, aCluster([a]))).toMatchObject({
    title: 'Writes stop when the only voting member fails',
    remedy: '1 voting member tolerates no failure; three tolerate one.',
  });
  expect(said('EvenVoters', {}, aCluster([a, b])).remedy).toBe(
    'Each more makes the majority larger. 3 tolerate 1: add a member, or remove one.',
  );
});

it('says of a member why it does not answer, and tells it from one that was not asked', () => {
  const about = (code: FindingCode, member: typeof a) =>
    said(code, { member: member.id, failure: member.failure }, aCluster([a, member]));
  expect(about('MemberDown', refused).title).toBe('c does not answer');
  expect(about('MemberDown', refused).remedy).toMatch(/^Nothing listens on that port\. /);
  const unprotected = { code: 'EndpointUnprotected', message: 'it is plain http', retry: false } as const;
  const unasked = about('MemberNotAsked', aSilentMember(unprotected, { healthy: null, name: 'b' }));
  expect(unasked.title).toBe('b was not asked how it is');
  expect(unasked.remedy).toContain('--advertise-client-urls');
  const mute = { code: 'NotSupportedForLearner', operation: 'authenticate' } as const;
  expect(about('MemberNotAsked', aSilentMember(mute, { name: 'm', isLearner: true })).title).toBe(
    'm, a learner, tells nothing of itself',
  );
  expect(about('LearnerStuck', aSilentMember({}, { name: 'm', isLearner: true })).title).toBe(
    'm, a learner, does not answer',
  );
});

it('calls a member that is gone from the list by its id', () => {
  const gone = '8e9e05c52164694d' as (typeof a)['id'];
  expect(said('MemberDown', { member: gone }).title).toBe('8e9e05c52164694d does not answer');
});

it('says of a learner what to do with it, with its command', () => {
  const learner = aMember({ name: 'late', isLearner: true });
  const of = (code: FindingCode, behind: number) =>
    said(code, { member: learner.id, detail: { behind } }, aCluster([a, learner]));
  expect(of('LearnerWaiting', 3).commands).toEqual([
    { words: ['member', 'promote', learner.id], endpoint: a.endpoint },
  ]);
  expect(of('LearnerStuck', 9_990).remedy).toMatch(/^It is 9,990 entries behind\. /);
  expect(of('MemberLagging', 1).remedy).toMatch(/^It is 1 entry behind\. /);
});

it('says which alarm it is, also where it names no member', () => {
  const full = aMember({ name: 'full', alarms: ['NOSPACE'] });
  const cluster = aCluster([full, a]);
  const alarm = (detail: Finding['detail'], member: Finding['member'] = full.id) =>
    said('Alarm', { member, detail }, cluster);
  expect(alarm({ alarm: 'NOSPACE' }).title).toBe('full is out of space');
  expect(alarm({ alarm: 'CORRUPT' }).title).toBe('full holds other data than the rest');
  expect(alarm({}).title).toBe('full is out of space');
  expect(alarm({ alarm: 'CORRUPT' }, null)).toMatchObject({
    title: 'The alarm CORRUPT is raised, and names none of these members',
    commands: [{ words: ['endpoint', 'hashkv', '--cluster'], endpoint: null }],
  });
});

it('names addresses and versions where they are the matter', () => {
  const detail = { endpoint: 'https://gate:2379', url: 'http://127.0.0.1:2379' };
  expect(said('AnnouncedURLUnreachable', { member: a.id, detail }).remedy).toMatch(
    /^It answers at https:\/\/gate:2379, and not at http:\/\/127\.0\.0\.1:2379\. /,
  );
  expect(said('OtherCluster', { detail: { endpoint: 'https://x:1', clusterId: 'abc' } })).toMatchObject({
    title: 'https://x:1 leads to another cluster',
    remedy: 'Nothing is read or written there: it answered for the cluster abc. Take it out of this connection.',
  });
  expect(said('MemberNotStarted', { detail: { peerURL: 'https://new:2380' } }).remedy).toBe(
    'Start it with the peer URL it was added with: https://new:2380.',
  );
  expect(said('VersionSkew', { detail: { versions: '3.4.37, 3.5.30' } }).remedy).toMatch(/^3\.4\.37, 3\.5\.30\. /);
  expect(said('NoLeader').title).toBe('No member leads');
  expect(said('NoLeader', { member: b.id }).title).toBe('b sees no leader');
});

it('says how full a member is', () => {
  const detail = { dbSize: 7_500_000_000, dbSizeQuota: 8_589_934_592 };
  expect(said('NearQuota', { member: a.id, detail })).toMatchObject({
    title: 'a is 87% full',
    remedy: expect.stringMatching(/^6\.98 GiB of 8 GiB\. /),
  });
});

it('says everything without the facts too, which another core may not send', () => {
  const codes = [
    ...['NoLeader', 'QuorumLost', 'QuorumAtRisk', 'EvenVoters', 'MemberDown', 'MemberNotAsked', 'MemberNotStarted'],
    ...['LearnerWaiting', 'LearnerStuck', 'MemberLagging', 'VersionSkew', 'AnnouncedURLUnreachable', 'OtherCluster'],
    ...['Alarm', 'NearQuota', 'Fragmented'],
    // All of them are codes.
  ] as readonly FindingCode[];
  for (const code of codes) {
    const { title, remedy } = said(code);
    expect(`${title}|${remedy}`, code).not.toMatch(/undefined|null|NaN/);
    expect(remedy, code).toMatch(/\.$/);
  }
});
