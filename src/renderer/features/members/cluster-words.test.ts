import { describe, expect, it } from 'vitest';
import { aCluster, aMember, aSilentMember } from '../../testing/cluster-builders.ts';
import { attentionOf } from './attention.ts';
import {
  answeringVoters,
  behindOf,
  clusterSentence,
  faultRows,
  oneMoreVoter,
  quorumLine,
  roleOf,
} from './cluster-words.ts';

const leader = aMember({ isLeader: true });
const three = aCluster([leader, aMember(), aMember()]);
const oneDown = aCluster([leader, aMember(), aSilentMember()]);
const twoDown = aCluster([aMember(), aSilentMember(), aSilentMember()]);
const oneOfFive = aCluster([leader, aMember(), aMember(), aMember(), aSilentMember()]);

describe('the sentence', () => {
  it.each([
    [three, 'ok', 'Writes work. 1 of 3 members may fail.'],
    [oneDown, 'warn', 'Writes work. No further member may fail.'],
    [twoDown, 'bad', 'Writes have stopped. 1 of 3 voters healthy, 2 needed.'],
    [oneOfFive, 'warn', 'Writes work. 1 more of 5 members may fail.'],
    [aCluster([leader]), 'warn', 'Writes work. The only member must not fail.'],
    [aCluster([aMember(), aMember(), aMember()]), 'warn', 'Writes wait: no member says who leads.'],
    [
      aCluster([leader, aMember({ alarms: ['NOSPACE'] }), aMember()]),
      'bad',
      'Writes are refused: a member is out of space.',
    ],
  ])('says whether writes work (%#)', (cluster, tone, text) => {
    expect(clusterSentence(cluster)).toEqual({ tone, text });
  });
});

it('counts in one form', () => {
  expect(quorumLine(three.quorum)).toBe('3 voters, 3 healthy, 1 may fail');
  expect(quorumLine(oneDown.quorum)).toBe('3 voters, 2 healthy, 0 may fail');
  expect(quorumLine(aCluster([leader, aMember({ isLearner: true })]).quorum)).toBe('1 voter, 1 healthy, 0 may fail');
});

describe('a member that was not asked', () => {
  const failure = { code: 'EndpointUnprotected', message: 'it is plain http', retry: false } as const;
  const unasked = aSilentMember(failure, { healthy: null, name: 'b' });

  it('is said to be that, and not to be down', () => {
    expect(roleOf(unasked)).toBe('not asked');
    const [attention] = attentionOf(aCluster([leader, aMember(), unasked]));
    expect(attention).toMatchObject({ tone: 'warn', title: 'b was not asked how it is' });
    expect(attention?.remedy).toContain('--advertise-client-urls');
  });

  it('lets the fault table end where nothing more is known', () => {
    const quorum = { voters: 3, healthy: 1, needed: 2, tolerance: 0, hasQuorum: true };
    expect(faultRows(quorum, 1)).toEqual([{ when: 'Now', left: '1 of 3', outcome: 'writes and reads' }]);
  });
});

describe('the fault table', () => {
  it('goes as far as the first failure that stops writes', () => {
    expect(faultRows(three.quorum, 3)).toEqual([
      { when: 'Now', left: '3 of 3', outcome: 'writes and reads' },
      { when: '1 fails', left: '2 of 3', outcome: 'writes and reads' },
      { when: '2 fail', left: '1 of 3', outcome: 'stale reads only' },
    ]);
    expect(faultRows(aCluster([leader]).quorum, 1).at(-1)).toEqual({
      when: '1 fails',
      left: '0 of 1',
      outcome: 'nothing',
    });
    expect(faultRows(twoDown.quorum, 1)[0]).toEqual({ when: 'Now', left: '1 of 3', outcome: 'stale reads only' });
    const noLeader = aMember({ healthy: false, failure: { code: 'NoLeader', message: 'no leader', retry: true } });
    const lost = aCluster([noLeader, aSilentMember(), aSilentMember()]);
    expect(answeringVoters(lost.members)).toBe(1);
    expect(faultRows(lost.quorum, 1)).toEqual([
      { when: 'Now', left: '1 of 3', outcome: 'stale reads only' },
      { when: '1 fails', left: '0 of 3', outcome: 'nothing' },
    ]);
  });

  it('says whether one more voter would help', () => {
    expect(oneMoreVoter({ voters: 3, hasQuorum: true })).toBe('A fourth voter would not help: 4 still tolerate 1.');
    expect(oneMoreVoter({ voters: 4, hasQuorum: true })).toBe('A fifth voter would help: 5 tolerate 2.');
    expect(oneMoreVoter({ voters: 1, hasQuorum: true })).toBe('A second voter would not help: 2 still tolerate none.');
    expect(oneMoreVoter(twoDown.quorum)).toBe('Without quorum no member can be added or removed.');
  });
});

describe('a member', () => {
  it('has a role by what it answers', () => {
    expect(roleOf(leader)).toBe('leader');
    expect(roleOf(aMember({ isLearner: true }))).toBe('learner');
    expect(roleOf(aSilentMember())).toBe('silent');
    expect(roleOf(aSilentMember({}, { name: '', endpoint: null, clientURLs: [] }))).toBe('not started');
  });

  it('is behind the furthest index that anybody tells of', () => {
    const late = aMember({ raftAppliedIndex: 998 });
    expect(behindOf(late, [leader, late])).toBe(2);
    expect(behindOf(aMember({ raftAppliedIndex: 1_003 }), [leader])).toBe(0);
    expect(behindOf(aSilentMember(), [leader])).toBeNull();
  });
});

describe('what needs somebody', () => {
  it('is nothing while all is well', () => {
    expect(attentionOf(three)).toEqual([]);
  });

  it('is quorum before all else, with what brings it back', () => {
    const down = [aSilentMember({}, { name: 'b' }), aSilentMember({}, { name: 'c' })];
    const noLeader = { healthy: false, failure: { code: 'NoLeader', message: 'no leader', retry: true } } as const;
    const [first, ...others] = attentionOf(aCluster([aMember(noLeader), ...down]));
    expect(first).toEqual({
      id: 'quorum',
      tone: 'bad',
      title: 'Quorum is lost: 0 of 3 voters healthy, 2 needed',
      remedy:
        'Start 1 of b and c again, on the same data. If that is gone for good, restore a snapshot as a new cluster.',
    });
    expect(others.map(({ title }) => title)).toEqual(['b does not answer', 'c does not answer']);
    const alone = aCluster([aSilentMember({}, { name: 'a' })]);
    expect(attentionOf(alone)[0]?.remedy).toMatch(/^Start a again, /);
    const apart = aCluster([aMember(noLeader), aMember(noLeader), aMember(noLeader)]);
    expect(attentionOf(apart)[0]?.remedy).toBe(
      'They answer and elect no leader: check that they reach each other’s peer URLs.',
    );
  });

  it('is told the worst first, each with what to do', () => {
    const cluster = aCluster([
      aMember({ isLeader: true, name: 'full', dbSize: 7_500_000_000 }),
      aMember({ name: 'old', version: '3.4.37' }),
      aSilentMember({}, { name: 'gone' }),
      aMember({ name: 'out', alarms: ['NOSPACE'], dbSize: 8_589_934_592 }),
    ]);
    expect(attentionOf(cluster).map((each) => each.title)).toEqual([
      'gone does not answer',
      'out is out of space',
      'full is 87% full',
      'The members run different versions',
    ]);
    for (const each of attentionOf(cluster)) expect(each.remedy).toMatch(/\.$/);
  });
});
