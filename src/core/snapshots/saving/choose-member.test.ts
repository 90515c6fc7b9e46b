import { describe, expect, it } from 'vitest';
import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import type { ClusterId, MemberId } from '../../../contract/ids.ts';
import { quorumOf } from '../../members/quorum.ts';
import { chooseMember } from './choose-member.ts';

const aMember = (id: string, overrides: Partial<MemberStatus> = {}): MemberStatus => ({
  id: id as MemberId, // made up
  name: id,
  peerURLs: [],
  clientURLs: [`http://${id}:2379`],
  endpoint: `http://${id}:2379`,
  isLearner: false,
  isLeader: false,
  healthy: true,
  failure: null,
  latencyMs: 1,
  version: '3.5.30',
  dbSize: 1,
  dbSizeInUse: 1,
  dbSizeQuota: null,
  raftTerm: 2,
  raftIndex: 100,
  raftAppliedIndex: 100,
  revision: 50,
  alarms: [],
  ...overrides,
});
const aDeadMember = (id: string): MemberStatus =>
  aMember(id, {
    healthy: false,
    raftAppliedIndex: null,
    failure: { code: 'ConnectionRefused', message: 'refused', retry: true },
  });
const aCluster = (...members: readonly MemberStatus[]): ClusterStatus => ({
  clusterId: 'c' as ClusterId, // made up
  alarms: [],
  findings: [],
  members,
  quorum: quorumOf(members),
  at: 0,
  staleSince: null,
});
const chosen = (...members: readonly MemberStatus[]): string => chooseMember(aCluster(...members), null).member;

describe('the member to take a snapshot of', () => {
  it('is the healthy follower that has applied most', () => {
    const leader = aMember('leader', { isLeader: true, raftAppliedIndex: 103 });
    const behind = aMember('behind', { raftAppliedIndex: 90 });
    const level = aMember('level', { raftAppliedIndex: 102 });
    const learner = aMember('learner', { isLearner: true, raftAppliedIndex: 102 });
    expect(chosen(leader, learner, behind, level)).toBe('level');
  });

  it('is the leader where no follower is healthy', () => {
    expect(chosen(aDeadMember('a'), aMember('leader', { isLeader: true }), aDeadMember('b'))).toBe('leader');
  });

  it('is the one that answers, and has most, when quorum is lost', () => {
    const noLeader = { healthy: false, failure: { code: 'NoLeader', message: 'none', retry: true } } as const;
    const less = aMember('less', { ...noLeader, raftAppliedIndex: 7 });
    const most = aMember('most', { ...noLeader, raftAppliedIndex: 9 });
    const corrupt = aMember('corrupt', { ...noLeader, raftAppliedIndex: 11, alarms: ['CORRUPT'] });
    expect(chosen(aDeadMember('a'), aDeadMember('b'), less, most, corrupt)).toBe('most');
  });

  it('is the one asked for, learner or not', () => {
    const learner = aMember('learner', { isLearner: true });
    const cluster = aCluster(aMember('a'), learner);
    expect(chooseMember(cluster, learner.id)).toEqual({ member: 'learner', endpoint: 'http://learner:2379' });
    const nobody = 'nobody' as MemberId; // made up
    expect(() => chooseMember(cluster, nobody)).toThrow(expect.objectContaining({ code: 'MemberNotFound' }));
  });

  it('cannot be one that has not started', () => {
    const failure = { code: 'Unavailable', message: 'the member has not started yet', retry: true } as const;
    const unstarted = aMember('new', { healthy: false, endpoint: null, failure, raftAppliedIndex: null });
    expect(() => chosen(unstarted)).toThrow(expect.objectContaining({ code: 'Unavailable' }));
  });
});
