import { describe, expect, it } from 'vitest';
import type { LabFrame, LabMemberState } from '../../contract/lab/frames.ts';
import { leaderIn, memberIn, withNames } from './lab-members.ts';

function frameOf(
  ...members: readonly (readonly [name: string, state: LabMemberState, leader: string | null])[]
): LabFrame {
  return {
    ...{ at: 0, links: [] },
    members: members.map(([name, state, leader]) => ({
      ...{ name, state, leader, id: null, term: 2, vote: null, isLearner: state === 'learner' },
      ...{ commit: 1, applied: 1, answeredAt: 0 },
    })),
  };
}

describe('members that a script names', () => {
  it('takes the leader that a majority follows, whoever else says that it leads', () => {
    const cut = frameOf(['a', 'leader', 'a'], ['b', 'leader', 'b'], ['c', 'follower', 'b']);
    expect(leaderIn(cut)).toBe('b');
    expect(memberIn(cut, 'leader')).toBe('b');
    expect(leaderIn(frameOf(['a', 'leader', 'a'], ['b', 'dead', 'a'], ['c', 'dead', 'a']))).toBeNull();
    expect(leaderIn(frameOf(['a', 'leader', 'a'], ['l', 'learner', 'a']))).toBe('a');
  });

  it('counts followers in the order of members, and takes names first', () => {
    const frame = frameOf(['a', 'follower', 'b'], ['b', 'leader', 'b'], ['c', 'follower', 'b']);
    expect(memberIn(frame, 'follower')).toBe('a');
    expect(memberIn(frame, 'follower-2')).toBe('c');
    expect(memberIn(frame, 'follower-3')).toBeNull();
    expect(memberIn(frame, 'c')).toBe('c');
    expect(memberIn(frame, 'd')).toBeNull();
    expect(memberIn(frameOf(['leader', 'follower', null]), 'leader')).toBe('leader');
  });

  it('puts names in every place of an act, and leaves new names alone', async () => {
    const nameOf = async (word: string): Promise<string> => word.toUpperCase();
    expect(await withNames({ kind: 'partition', groups: [['a'], ['b', 'c']] }, nameOf)).toEqual({
      ...{ kind: 'partition', groups: [['A'], ['B', 'C']] },
    });
    expect(
      await withNames({ kind: 'link', from: 'a', to: 'b', both: true, state: 'cut', delayMs: 0 }, nameOf),
    ).toMatchObject({ from: 'A', to: 'B' });
    expect(await withNames({ kind: 'moveLeader', to: 'a' }, nameOf)).toMatchObject({ to: 'A' });
    expect(await withNames({ kind: 'kill', member: 'a' }, nameOf)).toMatchObject({ member: 'A' });
    expect(await withNames({ kind: 'grow', name: 'a', etcd: null }, nameOf)).toMatchObject({ name: 'a' });
  });
});
