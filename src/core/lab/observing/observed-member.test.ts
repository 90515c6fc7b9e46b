import { describe, expect, it } from 'vitest';
import type { MemberId } from '../../../contract/ids.ts';
import { ObservedMember } from './observed-member.ts';
import type { RaftRole, RaftStatus } from './raft-status.ts';

const answer = (role: RaftRole, term = 2): RaftStatus => ({
  ...{ id: 'aa' as MemberId, term, vote: null, leader: 'bb' as MemberId, role, commit: 9, applied: 8 },
});

/** A member that answered at 1,000 what it was asked at 990. */
function answered(role: RaftRole = 'follower', term = 2): ObservedMember {
  const member = new ObservedMember('m1');
  member.answered(answer(role, term), 990, 1_000);
  return member;
}
const stateOf = (member: ObservedMember, now = 1_050) => member.view('running', now, (id) => id).state;

describe('the state of a member', () => {
  it('is what it answers, and that of its process before that', () => {
    expect(stateOf(new ObservedMember('m1'))).toBe('starting');
    const member = answered('leader');
    expect(stateOf(member)).toBe('leader');
    for (const process of ['frozen', 'dead', 'stopped'] as const) {
      expect(member.view(process, 1_050, (id) => id)).toMatchObject({ state: process, commit: 9, answeredAt: 1_000 });
    }
  });

  it('is silent once it has not answered for a second, or twice', () => {
    const member = answered();
    member.wasSilent();
    expect(stateOf(member, 1_500)).toBe('follower');
    expect(stateOf(member, 2_000)).toBe('silent');
    member.wasSilent();
    expect(stateOf(member, 1_600)).toBe('silent');
    member.answered(answer('follower'), 2_100, 2_110);
    expect(stateOf(member, 2_120)).toBe('follower');
  });

  it('does not change with a slower pace of questions', () => {
    expect(stateOf(answered('leader'), 9_000)).toBe('leader');
  });

  it('is starting again after a restart, with the figures of before', () => {
    const member = answered('leader');
    member.restarted();
    expect(member.view('running', 1_100, (id) => id)).toMatchObject({ state: 'starting', term: 2, commit: 9 });
  });

  it('is without figures once its data was taken away', () => {
    const member = answered('leader');
    member.wiped();
    const figures = { term: null, vote: null, commit: null, applied: null, answeredAt: null };
    expect(member.view('dead', 1_100, (id) => id)).toMatchObject({ ...figures, id: 'aa', state: 'dead' });
  });

  it('is not silent for what it could not answer while it was frozen', () => {
    const member = answered();
    member.wasSilent();
    member.wasSilent();
    member.thawed(60_000);
    expect(stateOf(member, 60_001)).toBe('follower');
    member.wasSilent();
    expect(stateOf(member, 60_500)).toBe('follower');
  });

  it('is the newer one of an answer and a line, by when the question was asked', () => {
    const member = answered();
    member.tookRole('candidate', 3, 995);
    expect(stateOf(member)).toBe('candidate');
    member.answered(answer('follower', 2), 993, 1_010);
    expect(stateOf(member)).toBe('candidate');
    member.tookRole('leader', 3, 1_005);
    member.answered(answer('leader', 3), 1_007, 1_012);
    expect(stateOf(member)).toBe('leader');
    member.tookRole('follower', null, 1_020);
    expect(stateOf(member)).toBe('follower');
  });

  it('is a candidate’s as soon as its messages ask for votes, and never less by them', () => {
    const member = answered();
    member.campaigns('preCandidate', 2, 1_001);
    expect(stateOf(member)).toBe('preCandidate');
    member.campaigns('candidate', 3, 1_002);
    expect(stateOf(member)).toBe('candidate');
    member.campaigns('preCandidate', 2, 1_003);
    expect(stateOf(member)).toBe('candidate');
    const leader = answered('leader', 3);
    leader.campaigns('candidate', 3, 1_001);
    expect(stateOf(leader)).toBe('leader');
  });

  it('is what it answers also after the system’s clock was set back', () => {
    const member = answered('leader');
    member.answered(answer('leader'), 3_600_000, 3_600_010);
    member.answered({ ...answer('follower'), leader: null }, 5_000, 5_010);
    expect(stateOf(member, 5_020)).toBe('follower');
    expect(member.leader).toEqual({ id: null, at: 5_000 });
  });

  it('is a learner’s while it follows without a vote', () => {
    const member = answered();
    member.isLearner = true;
    expect(stateOf(member)).toBe('learner');
  });
});
