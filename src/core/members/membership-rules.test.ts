import { describe, expect, it } from 'vitest';
import type { MemberId } from '../../contract/ids.ts';
import {
  type MembershipChange,
  membershipRefusal,
  quorumAround,
  type World,
  type WorldMember,
} from './membership-rules.ts';

const idOf = (name: string) => name as MemberId; // made up

const aMember = (name: string, facts: Partial<WorldMember> = {}): WorldMember => ({
  id: idOf(name),
  name,
  peerURLs: [],
  isLearner: false,
  isStarted: true,
  isLeader: false,
  isAnswering: true,
  version: '3.7.1',
  behind: 0,
  ...facts,
});

/** Voters that answer and voters that do not; the first leads. */
function aWorld(up: number, down: number, ...others: readonly WorldMember[]): World {
  const voters = Array.from({ length: up + down }, (_, at) =>
    aMember(`m${at}`, at < up ? { isLeader: at === 0 } : { isAnswering: false, version: null, behind: null }),
  );
  return { members: [...voters, ...others] };
}

const at = (version: string | null, { members }: World): World => ({
  members: members.map((member) => ({ ...member, version: member.isAnswering ? version : null })),
});
const learner = (facts: Partial<WorldMember> = {}) => aMember('learner', { isLearner: true, ...facts });
const unstarted = (facts: Partial<WorldMember> = {}) =>
  aMember('', { id: idOf('4d'), isStarted: false, isAnswering: false, version: null, behind: null, ...facts });

const voter = { kind: 'add', isLearner: false } as const;
const asLearner = { kind: 'add', isLearner: true } as const;
const to = (kind: 'promote' | 'remove' | 'update', name: string): MembershipChange => ({ kind, member: idOf(name) });
const codeOf = (change: MembershipChange, world: World) => membershipRefusal(change, world)?.code ?? null;

describe('adding a member', () => {
  it.each([
    // up, down, what a voter gets, what a learner gets
    [1, 0, 'QuorumAtRisk', null],
    [2, 0, null, null],
    [3, 0, null, null],
    [3, 1, null, null],
    [4, 1, null, null],
    [5, 0, null, null],
    // Servers refuse the learner as well.
    [2, 1, 'QuorumAtRisk', 'Unhealthy'],
    [3, 2, 'QuorumAtRisk', 'Unhealthy'],
    [1, 1, 'QuorumAtRisk', 'QuorumAtRisk'],
    [1, 2, 'QuorumAtRisk', 'QuorumAtRisk'],
  ])('to %i that answer and %i that do not', (up, down, forVoter, forLearner) => {
    expect(codeOf(voter, aWorld(up, down))).toBe(forVoter);
    expect(codeOf(asLearner, aWorld(up, down))).toBe(forLearner);
  });

  it('to a single member is said to begin with a learner', () => {
    expect(membershipRefusal(voter, aWorld(1, 0))).toMatchObject({
      code: 'QuorumAtRisk',
      operation: 'memberAdd',
      message: expect.stringContaining('add it as a learner'),
      detail: { left: 1, needed: 2 },
    });
  });

  it('waits for a learner, and for a member that has not started', () => {
    expect(membershipRefusal(asLearner, aWorld(3, 0, learner()))).toMatchObject({
      code: 'TooManyLearners',
      member: 'learner',
    });
    expect(codeOf(voter, aWorld(3, 0, learner()))).toBe('TooManyLearners');
    expect(codeOf(voter, aWorld(3, 0, unstarted({ isLearner: true })))).toBe('TooManyLearners');
    expect(membershipRefusal(asLearner, aWorld(4, 0, unstarted()))).toMatchObject({
      code: 'MembershipBusy',
      member: '4d',
      message: expect.stringContaining('4d was added and has not started'),
    });
  });

  it.each([
    ['3.4.34', '3.5.30'],
    ['3.5.29', '3.5.30'],
    ['3.6.10', '3.6.11'],
    ['3.5.30', null],
    ['3.6.11', null],
    ['3.7.0', null],
    [null, null],
  ])('to %s while a voter is down', (version, fixed) => {
    const refusal = membershipRefusal(asLearner, at(version, aWorld(4, 1)));
    if (fixed === null) expect(refusal).toBeNull();
    else {
      const message = expect.stringContaining('remove m4 first');
      expect(refusal).toMatchObject({ code: 'VersionUnsafe', detail: { fixed }, message });
    }
    expect(codeOf(asLearner, at(version, aWorld(5, 0)))).toBeNull();
  });
});

describe('promoting a learner', () => {
  it.each([
    [1, 0, null],
    [2, 0, null],
    [3, 0, null],
    [2, 1, null],
    [3, 2, null],
    [1, 1, 'QuorumAtRisk'],
    [1, 2, 'QuorumAtRisk'],
  ])('beside %i that answer and %i that do not', (up, down, code) => {
    expect(codeOf(to('promote', 'learner'), aWorld(up, down, learner()))).toBe(code);
  });

  it('needs one that follows', () => {
    const promote = to('promote', 'learner');
    expect(codeOf(promote, aWorld(3, 0, learner({ isAnswering: false })))).toBe('LearnerNotReady');
    expect(codeOf(promote, aWorld(3, 0, learner({ isStarted: false, isAnswering: false })))).toBe('LearnerNotReady');
    expect(codeOf(promote, aWorld(3, 0, learner({ behind: 5_001 })))).toBe('LearnerNotReady');
    expect(codeOf(to('promote', 'm1'), aWorld(3, 0))).toBe('MemberNotLearner');
    expect(codeOf(promote, aWorld(3, 0))).toBe('MemberNotFound');
  });

  it('waits for another member that has not started', () => {
    expect(codeOf(to('promote', 'learner'), aWorld(3, 0, learner(), unstarted()))).toBe('MembershipBusy');
  });
});

describe('removing a member', () => {
  it.each([
    // up, down, removing the leader, removing one that is down
    [2, 0, null, null],
    [3, 0, null, null],
    [2, 1, 'QuorumAtRisk', null],
    [3, 1, null, null],
    [4, 1, null, null],
    [3, 2, 'QuorumAtRisk', null],
    [1, 1, 'QuorumAtRisk', 'QuorumAtRisk'],
    [1, 2, 'QuorumAtRisk', 'QuorumAtRisk'],
  ])('of %i that answer and %i that do not', (up, down, healthy, silent) => {
    const world = aWorld(up, down);
    expect(codeOf(to('remove', 'm0'), world)).toBe(healthy);
    if (down > 0) expect(codeOf(to('remove', `m${up}`), world)).toBe(silent);
  });

  it('says what would be left', () => {
    expect(membershipRefusal(to('remove', 'm0'), aWorld(2, 1))).toEqual({
      code: 'QuorumAtRisk',
      message: '1 of 2 voting members would be healthy, and 2 are needed: start or remove m2 first',
      operation: 'memberRemove',
      member: 'm0',
      retry: false,
      detail: { left: 1, needed: 2 },
    });
  });

  it('leaves a voter', () => {
    expect(codeOf(to('remove', 'm0'), aWorld(1, 0))).toBe('LastVoter');
    expect(codeOf(to('remove', 'm0'), aWorld(1, 0, learner()))).toBe('LastVoter');
    expect(codeOf(to('remove', 'learner'), aWorld(1, 0, learner()))).toBeNull();
  });

  it('waits for what is unfinished, unless that, or one that does not answer, is removed', () => {
    const busy = aWorld(4, 1, learner());
    expect(codeOf(to('remove', 'm1'), busy)).toBe('MembershipBusy');
    expect(codeOf(to('remove', 'm4'), busy)).toBeNull();
    expect(codeOf(to('remove', 'learner'), busy)).toBeNull();
    const added = aWorld(4, 0, unstarted());
    expect(codeOf(to('remove', 'm1'), added)).toBe('MembershipBusy');
    expect(codeOf(to('remove', '4d'), added)).toBeNull();
    expect(codeOf(to('remove', 'learner'), aWorld(4, 0, unstarted(), learner()))).toBeNull();
  });

  it('cannot take back the second voter, which has never started', () => {
    expect(membershipRefusal(to('remove', '4d'), aWorld(1, 0, unstarted()))).toMatchObject({
      code: 'QuorumAtRisk',
      message: '1 of 2 voting members answer and 2 are needed: start 4d first',
    });
  });
});

describe('updating a member', () => {
  it('needs a quorum, and not the member', () => {
    expect(codeOf(to('update', 'm1'), aWorld(3, 0))).toBeNull();
    expect(codeOf(to('update', 'm2'), aWorld(2, 1))).toBeNull();
    expect(codeOf(to('update', '4d'), aWorld(3, 0, unstarted()))).toBeNull();
    expect(codeOf(to('update', 'm1'), aWorld(3, 0, learner()))).toBeNull();
    expect(codeOf(to('update', 'm1'), aWorld(1, 1))).toBe('QuorumAtRisk');
  });

  it.each([
    ['3.4.34', '3.5.31'],
    ['3.5.30', '3.5.31'],
    ['3.6.11', '3.6.12'],
    [null, '3.5.31 or 3.6.12'],
    ['3.5.31', null],
    ['3.6.12', null],
    ['3.7.0', null],
  ])('does not turn a learner into a voter on %s', (version, fixed) => {
    const world = at(version, aWorld(3, 0, learner()));
    const refusal = membershipRefusal(to('update', 'learner'), world);
    if (fixed === null) expect(refusal).toBeNull();
    else expect(refusal).toMatchObject({ code: 'VersionUnsafe', member: 'learner', detail: { fixed } });
    expect(codeOf(to('update', 'm1'), world)).toBeNull();
  });

  it('counts the oldest member of a mixed cluster', () => {
    const world = aWorld(2, 0, aMember('old', { version: '3.5.20' }), learner());
    expect(codeOf(to('update', 'learner'), world)).toBe('VersionUnsafe');
  });
});

describe('every change', () => {
  const lagging = aMember('slow', { behind: 5_001 });

  it('waits for a member that needs a snapshot, unless it removes that, or one that does not answer', () => {
    const world = aWorld(4, 1, lagging);
    for (const change of [voter, asLearner, to('remove', 'm1'), to('update', 'm1')]) {
      expect(membershipRefusal(change, world)).toMatchObject({
        code: 'MemberLagging',
        member: 'slow',
        retry: true,
        detail: { behind: 5_001 },
      });
    }
    expect(codeOf(to('promote', 'learner'), aWorld(3, 0, lagging, learner()))).toBe('MemberLagging');
    expect(codeOf(to('remove', 'slow'), world)).toBeNull();
    expect(codeOf(to('remove', 'm4'), world)).toBeNull();
    expect(codeOf(voter, aWorld(4, 0, aMember('near', { behind: 5_000 })))).toBeNull();
  });

  it('waits for a leader', () => {
    const { members } = aWorld(3, 0, learner());
    const leaderless = { members: members.map((member) => ({ ...member, isLeader: false })) };
    for (const change of [to('promote', 'learner'), to('remove', 'm1'), to('update', 'm1'), to('remove', 'learner')]) {
      expect(membershipRefusal(change, leaderless)).toMatchObject({
        code: 'QuorumAtRisk',
        message: expect.stringContaining('no member leads now'),
      });
    }
  });

  it('is of a member that there is', () => {
    for (const kind of ['promote', 'remove', 'update'] as const) {
      expect(codeOf(to(kind, 'nobody'), aWorld(3, 0))).toBe('MemberNotFound');
    }
  });
});

describe('the quorum around changes', () => {
  it('counts an added voter as not healthy, and an added learner not at all', () => {
    expect(quorumAround([voter], aWorld(3, 0))).toEqual({
      before: { voters: 3, healthy: 3, needed: 2, tolerance: 1, hasQuorum: true },
      after: { voters: 4, healthy: 3, needed: 3, tolerance: 0, hasQuorum: true },
    });
    const { before, after } = quorumAround([asLearner], aWorld(3, 0));
    expect(after).toEqual(before);
  });

  it('follows changes one after another, as to replace a member', () => {
    expect(quorumAround([to('remove', 'm2'), asLearner], aWorld(2, 1))).toEqual({
      before: { voters: 3, healthy: 2, needed: 2, tolerance: 0, hasQuorum: true },
      after: { voters: 2, healthy: 2, needed: 2, tolerance: 0, hasQuorum: true },
    });
    expect(quorumAround([to('update', 'learner'), to('promote', 'learner')], aWorld(3, 0, learner())).after).toEqual({
      voters: 4,
      healthy: 4,
      needed: 3,
      tolerance: 1,
      hasQuorum: true,
    });
  });
});
