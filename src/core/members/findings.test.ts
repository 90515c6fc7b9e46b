import { describe, expect, it } from 'vitest';
import type { ClusterStatus, MemberStatus } from '../../contract/cluster.ts';
import type { ErrorCode, Failure } from '../../contract/failure.ts';
import type { Finding } from '../../contract/findings.ts';
import type { ClusterId, MemberId } from '../../contract/ids.ts';
import { findingsOf, type Places } from './findings.ts';
import { quorumOf } from './quorum.ts';

const idOf = (name: string) => name as MemberId; // made up
const failed = (code: ErrorCode): Failure => ({ code, message: 'made up', retry: true });

function aMember(name: string, facts: Partial<MemberStatus> = {}): MemberStatus {
  const endpoint = `https://${name}:2379`;
  return {
    id: idOf(name),
    name,
    peerURLs: [`https://${name}:2380`],
    clientURLs: [endpoint],
    endpoint,
    isLearner: false,
    isLeader: false,
    healthy: true,
    failure: null,
    latencyMs: 1,
    version: '3.7.1',
    dbSize: 1_000_000_000,
    dbSizeInUse: 900_000_000,
    dbSizeQuota: 8_000_000_000,
    raftTerm: 4,
    raftIndex: 10_000,
    raftAppliedIndex: 10_000,
    revision: 900,
    alarms: [],
    ...facts,
  };
}

const silence: Partial<MemberStatus> = {
  healthy: false,
  failure: failed('ConnectionRefused'),
  latencyMs: null,
  version: null,
  dbSize: null,
  dbSizeInUse: null,
  dbSizeQuota: null,
  raftTerm: null,
  raftIndex: null,
  raftAppliedIndex: null,
  revision: null,
};
const aSilentMember = (name: string, facts: Partial<MemberStatus> = {}) => aMember(name, { ...silence, ...facts });
const unstarted = (facts: Partial<MemberStatus> = {}) =>
  aSilentMember('', { id: idOf('4d'), endpoint: null, clientURLs: [], failure: failed('Unavailable'), ...facts });
const leaderless: Partial<MemberStatus> = { healthy: false, failure: failed('NoLeader') };
const unasked = { healthy: null, failure: failed('EndpointUnprotected') };

const nothingElse: Places = { strangers: [], unreachable: new Map() };

function found(
  members: readonly MemberStatus[],
  { places = nothingElse, ...facts }: Partial<ClusterStatus> & { readonly places?: Places } = {},
): readonly Finding[] {
  const status = {
    clusterId: 'c' as ClusterId, // made up
    members,
    quorum: quorumOf(members),
    alarms: [...new Set(members.flatMap(({ alarms }) => alarms))],
    at: 1,
    staleSince: null,
    ...facts,
  };
  return findingsOf(status, places);
}

const brief = (findings: readonly Finding[]) =>
  findings.map(({ code, severity, member }) => `${severity} ${code}${member === null ? '' : ` ${member}`}`);

const voters = (count: number) =>
  Array.from({ length: count }, (_, at) => aMember(`m${at}`, at === 0 ? { isLeader: true } : {}));

describe('findings', () => {
  it.each([
    [1, ['info QuorumAtRisk']],
    [2, ['warning QuorumAtRisk', 'info EvenVoters']],
    [3, []],
    [4, ['info EvenVoters']],
    [5, []],
  ])('of %i healthy voters', (count, expected) => {
    expect(brief(found(voters(count)))).toEqual(expected);
  });

  it('of one voter down', () => {
    const findings = found([...voters(2), aSilentMember('m2')]);
    expect(brief(findings)).toEqual(['warning QuorumAtRisk', 'warning MemberDown m2']);
    expect(findings[0]?.detail).toEqual({ voters: 3, healthy: 2, needed: 2, answering: 2 });
    expect(findings[1]?.failure).toEqual(failed('ConnectionRefused'));
    expect(brief(found([...voters(4), aSilentMember('m4')]))).toEqual(['warning MemberDown m4']);
  });

  it('tell a lost quorum from members that elect nobody', () => {
    const lost = found([aMember('m0', leaderless), aSilentMember('m1'), aSilentMember('m2')]);
    expect(brief(lost)).toEqual(['critical QuorumLost', 'warning MemberDown m1', 'warning MemberDown m2']);
    expect(lost[0]?.detail).toEqual({ voters: 3, healthy: 0, needed: 2, answering: 1 });
    const divided = [aMember('m0', leaderless), aMember('m1', leaderless), aSilentMember('m2')];
    expect(brief(found(divided))).toEqual(['critical NoLeader', 'warning MemberDown m2']);
  });

  it('name a member that is cut off from the others', () => {
    expect(brief(found([...voters(4), aMember('m4', leaderless)]))).toEqual(['warning NoLeader m4']);
  });

  it('do not take a member that was not asked for one that is down', () => {
    const findings = found([aMember('m0'), aSilentMember('m1', unasked), aSilentMember('m2', unasked)]);
    expect(brief(findings)).toEqual(['warning MemberNotAsked m1', 'warning MemberNotAsked m2']);
    expect(findings[0]?.failure?.code).toBe('EndpointUnprotected');
    const mute = aSilentMember('l', { isLearner: true, failure: failed('NotSupportedForLearner') });
    expect(brief(found([...voters(3), mute]))).toEqual(['warning MemberNotAsked l']);
    const withOneDown = [aMember('m0'), aSilentMember('m1', unasked), aSilentMember('m2')];
    expect(brief(found(withOneDown))).toContain('warning QuorumAtRisk');
  });

  it('say nothing of a user who may not ask for the status', () => {
    const denied = { failure: failed('PermissionDenied'), version: null, raftIndex: null, raftAppliedIndex: null };
    expect(found(voters(3).map((member) => ({ ...member, ...denied, isLeader: null })))).toEqual([]);
  });

  it('of a member that has never started', () => {
    const findings = found([...voters(3), unstarted({ peerURLs: ['https://m3:2380'] })]);
    expect(brief(findings)).toEqual(['warning QuorumAtRisk', 'warning MemberNotStarted 4d', 'info EvenVoters']);
    expect(findings[1]?.detail).toEqual({ peerURL: 'https://m3:2380' });
    expect(brief(found([...voters(3), unstarted({ isLearner: true })]))).toEqual(['warning MemberNotStarted 4d']);
    // 3.6 lists some members without their name.
    expect(found(voters(3).map((member) => ({ ...member, name: '' })))).toEqual([]);
  });

  it.each([
    [0, ['info LearnerWaiting l']],
    [99, ['info LearnerWaiting l']],
    [100, []],
    [5_000, []],
    [5_001, ['warning LearnerStuck l']],
  ])('of a learner that is %i entries behind', (behind, expected) => {
    const learner = aMember('l', { isLearner: true, raftIndex: 1, raftAppliedIndex: 10_000 - behind });
    const findings = found([...voters(3), learner]);
    expect(brief(findings)).toEqual(expected);
    for (const { detail } of findings) expect(detail).toEqual({ behind });
  });

  it('of members that are behind, or silent learners', () => {
    const slow = aMember('m3', { raftAppliedIndex: 4_999 });
    expect(brief(found([...voters(4), slow]))).toEqual(['warning MemberLagging m3']);
    expect(brief(found([...voters(3), aSilentMember('l', { isLearner: true })]))).toEqual(['warning LearnerStuck l']);
    // Ahead of what the others said a moment ago.
    expect(found([...voters(2), aMember('m2', { raftAppliedIndex: 10_007 })])).toEqual([]);
  });

  it('call members of different versions no trouble', () => {
    const [a, b, c] = [aMember('a', { version: '3.5.30' }), aMember('b', { version: '3.5.9' }), aMember('c')];
    const findings = found([a, b, c]);
    expect(brief(findings)).toEqual(['info VersionSkew']);
    expect(findings[0]?.detail).toEqual({ versions: '3.5.9, 3.5.30, 3.7.1' });
    const hostile = Array.from({ length: 20 }, (_, at) => aMember(`m${at}`, { version: `${at}`.repeat(1_000) }));
    expect(String(found(hostile).find(({ code }) => code === 'VersionSkew')?.detail.versions).length).toBeLessThan(400);
  });

  it('put alarms first, also those in nobody’s name', () => {
    const corrupt = aMember('m2', { alarms: ['CORRUPT'], healthy: false, failure: failed('Corrupt') });
    const findings = found([...voters(2), corrupt], { alarms: ['CORRUPT', 'NOSPACE'] });
    expect(brief(findings)).toEqual(['critical Alarm', 'critical Alarm m2', 'warning QuorumAtRisk']);
    expect(findings.map(({ detail }) => detail.alarm)).toEqual(['NOSPACE', 'CORRUPT', undefined]);
  });

  it('of space', () => {
    const sizes = { dbSize: 900_000_000, dbSizeInUse: 400_000_000, dbSizeQuota: 1_000_000_000 };
    const all = voters(2).map((member) => ({ ...member, ...sizes }));
    const findings = found([...all, aMember('m2', { ...sizes, alarms: ['NOSPACE'], dbSizeInUse: 890_000_000 })]);
    expect(brief(findings)).toEqual([
      'critical Alarm m2',
      'warning NearQuota m0',
      'warning NearQuota m1',
      // The leader last.
      'info Fragmented m1',
      'info Fragmented m0',
    ]);
    expect(findings[1]?.detail).toEqual({ dbSize: 900_000_000, dbSizeQuota: 1_000_000_000 });
    expect(findings[3]?.detail).toEqual({ dbSize: 900_000_000, free: 500_000_000 });
    const fuller = voters(3).map((member) => ({ ...member, ...sizes, dbSize: 950_000_000, dbSizeInUse: 940_000_000 }));
    expect(brief(found(fuller)).slice(0, 1)).toEqual(['critical NearQuota m0']);
    // Much of the file, and little of the quota.
    const roomy = { dbSize: 300_000_000, dbSizeInUse: 1_000, dbSizeQuota: 8_000_000_000 };
    expect(found(voters(3).map((member) => ({ ...member, ...roomy })))).toEqual([]);
    const unknown = voters(3).map((member) => ({ ...member, ...roomy, dbSizeQuota: null }));
    expect(brief(found(unknown))).toEqual(['info Fragmented m1', 'info Fragmented m2', 'info Fragmented m0']);
    const learner = aMember('l', { isLearner: true, dbSizeInUse: 1_000, raftAppliedIndex: 9_000 });
    expect(found([...voters(3), learner])).toEqual([]);
    expect(found(voters(3).map((member) => ({ ...member, dbSize: 30_000_000, dbSizeInUse: 1_000 })))).toEqual([]);
    expect(found(voters(3).map((member) => ({ ...member, dbSizeQuota: null, dbSizeInUse: null })))).toEqual([]);
  });

  it('of endpoints and announced URLs', () => {
    const stranger: Failure = {
      ...failed('ClusterIDMismatch'),
      endpoint: 'https://other:2379',
      detail: { clusterId: 'd', expectedClusterId: 'c' },
    };
    const refused = { ...failed('ConnectionRefused'), endpoint: 'https://m1:2379' };
    const places = { strangers: [stranger], unreachable: new Map([[idOf('m1'), refused]]) };
    const tunnelled = aMember('m1', { endpoint: 'https://localhost:12379' });
    expect(found([...voters(1), tunnelled, aMember('m2')], { places })).toMatchObject([
      {
        code: 'OtherCluster',
        severity: 'warning',
        member: null,
        detail: { endpoint: 'https://other:2379', clusterId: 'd' },
        failure: stranger,
      },
      {
        code: 'AnnouncedURLUnreachable',
        severity: 'info',
        member: 'm1',
        detail: { endpoint: 'https://localhost:12379', url: 'https://m1:2379' },
        failure: refused,
      },
    ]);
    // One that is down says so, and no more.
    expect(brief(found([...voters(1), aSilentMember('m1'), aMember('m2')], { places }))).toEqual([
      'warning QuorumAtRisk',
      'warning MemberDown m1',
      'warning OtherCluster',
    ]);
  });

  it('are the same for the same status', () => {
    const members = [...voters(4), aSilentMember('m4'), aSilentMember('m5'), unstarted()];
    expect(found(members)).toEqual(found(members));
  });
});
