import { describe, expect, it } from 'vitest';
import { readRaftStatus } from './raft-status.ts';

/** As every version from 3.4 to 3.7 writes it. */
const leader = {
  ...{ id: '8ed444ccf27e9aa6', term: 2, vote: '8ed444ccf27e9aa6', commit: 8, lead: '8ed444ccf27e9aa6' },
  ...{ raftState: 'StateLeader', applied: 7, leadtransferee: '0' },
  progress: { cb77f6e99b273733: { match: 8, next: 9, state: 'StateReplicate' } },
};
const read = (status: unknown) => readRaftStatus({ cmdline: ['etcd'], 'raft.status': status });

describe('what a member says of its raft', () => {
  it('is read', () => {
    expect(read(leader)).toEqual({
      ...{ id: '8ed444ccf27e9aa6', term: 2, vote: '8ed444ccf27e9aa6', leader: '8ed444ccf27e9aa6' },
      ...{ role: 'leader', commit: 8, applied: 7 },
    });
    const alone = { ...leader, term: 3, vote: '0', lead: '0', raftState: 'StatePreCandidate', progress: {} };
    expect(read(alone)).toMatchObject({ role: 'preCandidate', vote: null, leader: null });
  });

  it('is nothing before raft runs', () => {
    expect(read({ ...leader, id: '0', raftState: 'StateFollower' })).toBeNull();
    expect(readRaftStatus({ cmdline: ['etcd'] })).toBeNull();
  });

  it('is not believed where it cannot be true', () => {
    for (const wrong of [
      ...[{ term: -1 }, { commit: 1.5 }, { applied: 2 ** 60 }, { term: '2' }, { id: 'm1' }, { vote: null }],
      ...[
        { lead: '8ed444ccf27e9aa6\n' },
        { raftState: 'StateKing' },
        { raftState: 'constructor' },
        { id: 'f'.repeat(17) },
      ],
    ]) {
      expect(read({ ...leader, ...wrong }), JSON.stringify(wrong)).toBeNull();
    }
    for (const answer of [null, 1, 'x', [], { 'raft.status': [] }]) expect(readRaftStatus(answer)).toBeNull();
  });
});
