import { describe, expect, it } from 'vitest';
import { answeringVoters, behindOf } from '../../../contract/member-words.ts';
import { clusterSentence } from '../../parts/cluster/quorum-words.ts';
import { aCluster, aFinding, aMember, aSilentMember } from '../../testing/cluster-builders.ts';
import { attentionOf } from './attention.ts';
import { faultRows, oneMoreVoter, quorumLine, roleOf } from './cluster-words.ts';

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
    // 3.4 and 3.5 name no member.
    [
      aCluster([leader, aMember(), aMember()], { alarms: ['CORRUPT'] }),
      'bad',
      'Writes are refused: a member’s data differs.',
    ],
  ])('says whether writes work (%#)', (cluster, tone, text) => {
    expect(clusterSentence(cluster)).toEqual({ tone, text });
  });
});

it('does not call unknown what no user may ask for a leader that is missing', () => {
  const untold = aMember({ isLeader: null });
  const cluster = aCluster([untold, aMember({ isLeader: null }), aMember({ isLeader: null })]);
  expect(clusterSentence(cluster)).toEqual({
    tone: 'ok',
    text: 'Writes work, as far as your user may ask. 1 of 3 members may fail.',
  });
  expect(roleOf(untold)).toBe('unknown');
  // A member that does not answer keeps nothing to itself.
  const silent = aSilentMember({}, { isLeader: null });
  expect(clusterSentence(aCluster([aMember(), aMember(), silent])).text).toBe('Writes wait: no member says who leads.');
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
    expect(roleOf(aSilentMember({}, { healthy: null, failure: null }))).toBe('waiting');
  });

  it('lets the fault table end where nothing more is known', () => {
    const quorum = { voters: 3, healthy: 1, needed: 2, tolerance: 0, hasQuorum: true };
    expect(faultRows({ quorum, alarms: [] }, 1)).toEqual([
      { when: 'Now', left: '1 of 3', outcome: 'writes and reads' },
    ]);
  });
});

describe('the fault table', () => {
  it('goes as far as the first failure that stops writes', () => {
    expect(faultRows(three, 3)).toEqual([
      { when: 'Now', left: '3 of 3', outcome: 'writes and reads' },
      { when: '1 fails', left: '2 of 3', outcome: 'writes and reads' },
      { when: '2 fail', left: '1 of 3', outcome: 'stale reads only' },
    ]);
    expect(faultRows(aCluster([leader]), 1).at(-1)).toEqual({
      when: '1 fails',
      left: '0 of 1',
      outcome: 'nothing',
    });
    expect(faultRows(twoDown, 1)[0]).toEqual({ when: 'Now', left: '1 of 3', outcome: 'stale reads only' });
    const noLeader = aMember({ healthy: false, failure: { code: 'NoLeader', message: 'no leader', retry: true } });
    const lost = aCluster([noLeader, aSilentMember(), aSilentMember()]);
    expect(answeringVoters(lost.members)).toBe(1);
    expect(faultRows(lost, 1)).toEqual([
      { when: 'Now', left: '1 of 3', outcome: 'stale reads only' },
      { when: '1 fails', left: '0 of 3', outcome: 'nothing' },
    ]);
  });

  it('promises no writes where every member refuses them', () => {
    const full = aCluster([leader, aMember({ alarms: ['NOSPACE'] }), aMember()]);
    expect(faultRows(full, 3).map(({ outcome }) => outcome)).toEqual([
      'reads and deletes',
      'reads and deletes',
      'stale reads only',
    ]);
    expect(faultRows(aCluster([leader], { alarms: ['CORRUPT'] }), 1)[0]?.outcome).toBe('reads only');
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

  it('is unknown, and not none, without a leader', () => {
    const failure = { code: 'NoLeader', message: 'no leader', retry: true } as const;
    const lost = [aMember({ healthy: false, failure }), aSilentMember()];
    expect(behindOf(lost[0] ?? aMember(), lost)).toBeNull();
    const apart = aMember({ healthy: false, failure });
    expect(behindOf(apart, [aMember({ isLeader: true }), apart])).toBeNull();
  });
});

describe('what needs somebody', () => {
  it('is nothing while all is well', () => {
    expect(attentionOf(three.findings, three)).toEqual([]);
  });

  it('is told in the order of the findings, each with what to do, and not while it is snoozed', () => {
    const gone = aSilentMember({}, { name: 'gone' });
    const findings = [
      aFinding('Alarm', { severity: 'critical', detail: { alarm: 'CORRUPT' } }),
      aFinding('MemberDown', { member: gone.id }),
      aFinding('QuorumAtRisk', { snoozed: { reason: 'a window on Sunday', until: null } }),
      aFinding('EvenVoters', { severity: 'info' }),
      aFinding('VersionSkew', { severity: 'info' }),
    ];
    const found = attentionOf(findings, aCluster([leader, aMember(), aMember(), gone], { findings }));
    expect(found.map(({ words }) => words.title)).toEqual([
      'The alarm CORRUPT is raised, and names none of these members',
      'gone does not answer',
      '4 voting members tolerate no more failures than 3',
      'The members run different versions',
    ]);
    for (const { words } of found) expect(words.remedy).toMatch(/\.$/);
    expect(found.map(({ findings: [first] }) => first)).toEqual(findings.filter(({ snoozed }) => snoozed === null));
  });

  it('is space that a defragmentation gives back, in one with the lines in their order', () => {
    const mib = 1024 * 1024;
    const sized = (name: string, endpoint: string) => aMember({ name, endpoint, isLeader: name === 'a' });
    const members = [sized('a', 'https://a:2379'), sized('b', "https://b:2379/'")];
    const fragmented = (at: number, free: number) =>
      aFinding('Fragmented', {
        severity: 'info',
        member: members[at]?.id ?? null,
        detail: { dbSize: 184 * mib, free: free * mib },
      });
    const both = [fragmented(1, 48), fragmented(0, 50)];
    expect(attentionOf(both, aCluster(members)).map(({ words }) => words)).toMatchObject([
      {
        title: 'Much of the database files is free: b 26% and a 27%',
        remedy: expect.stringMatching(/^Defragmenting gives 98 MiB back .* One at a time, the leader last\.$/),
        commands: [
          { words: ['defrag'], endpoint: "https://b:2379/'" },
          { words: ['defrag'], endpoint: 'https://a:2379' },
        ],
      },
    ]);
    const [one] = attentionOf([fragmented(0, 50)], aCluster(members));
    expect(one?.words.title).toBe('Much of the database file is free: a 27%');
  });
});
