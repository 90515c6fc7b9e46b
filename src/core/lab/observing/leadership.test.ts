import { describe, expect, it } from 'vitest';
import { type KnownVoter, type LeaderNews, Leadership } from './leadership.ts';

const names = ['m1', 'm2', 'm3'];

/** A member that follows `leader` since `at`; the leader itself leads. */
const voter = (name: string, leader: string | null, at: number, more: Partial<KnownVoter> = {}): KnownVoter => ({
  ...{ name, process: 'running' },
  role: { role: name === leader ? 'leader' : 'follower', term: 2, at, since: at },
  follows: { name: leader, at },
  ...more,
});
const allFollow = (leader: string, at: number) => names.map((name) => voter(name, leader, at));
const told = (news: readonly LeaderNews[]) => news.map(({ news: { kind, ...rest }, at }) => ({ kind, ...rest, at }));

/** A cluster whose leader m1 was elected at 1,000 and is followed by all. */
function led(): Leadership {
  const leadership = new Leadership();
  leadership.leads('m1', 2, 1_000);
  leadership.weigh(allFollow('m1', 1_100), 1_200);
  return leadership;
}

const gone = (at: number) => ({ kind: 'leaderGone', member: 'm1', term: 2, at });
const elected = (member: string, term: number, afterMs: number | null, at: number) => ({
  ...{ kind: 'leaderElected', member, term, afterMs, at },
});

describe('the leader', () => {
  it('is known by its own line, or by what it answers where no line comes', () => {
    const byLine = new Leadership();
    expect(told(byLine.leads('m1', 2, 1_000))).toEqual([elected('m1', 2, null, 1_000)]);
    expect(told(byLine.weigh(allFollow('m1', 1_010), 1_500))).toEqual([]);
    const byAnswer = new Leadership();
    expect(told(byAnswer.weigh(allFollow('m1', 1_000), 1_050))).toEqual([]);
    expect(told(byAnswer.weigh(allFollow('m1', 1_000), 1_200))).toEqual([elected('m1', 2, null, 1_000)]);
  });

  it('is gone as soon as its process has ended, and the next one is counted from there', () => {
    const leadership = led();
    leadership.disturbed(['m1'], 2_000);
    const [, ...others] = allFollow('m1', 1_100);
    expect(told(leadership.weigh([voter('m1', 'm1', 1_100, { process: 'dead' }), ...others], 2_001))).toEqual([
      gone(2_001),
    ]);
    expect(told(leadership.leads('m2', 3, 3_500))).toEqual([elected('m2', 3, 1_500, 3_500)]);
  });

  it('that is frozen is gone once a follower has lost it', () => {
    const leadership = led();
    const frozen = voter('m1', 'm1', 1_100, { process: 'frozen' });
    leadership.disturbed(['m1'], 2_000);
    const still = [frozen, voter('m2', 'm1', 1_900), voter('m3', 'm1', 1_900)];
    expect(told(leadership.weigh(still, 2_500))).toEqual([]);
    leadership.followerLost('m1', 3_000);
    const lost = [frozen, voter('m2', null, 3_000), voter('m3', 'm1', 1_900)];
    expect(told(leadership.weigh(lost, 3_010))).toEqual([gone(3_000)]);
    expect(told(leadership.leads('m2', 3, 3_040))).toEqual([elected('m2', 3, 1_040, 3_040)]);
  });

  it('stays while one follower of three is cut off, and an act that did not unseat it is no cause of its end', () => {
    const leadership = led();
    leadership.disturbed(['m1', 'm3'], 2_000);
    const cut = [voter('m1', 'm1', 3_000), voter('m2', 'm1', 3_000), voter('m3', null, 3_000)];
    expect(told(leadership.weigh(cut, 3_100))).toEqual([]);
    leadership.disturbed(['m1'], 60_000);
    const dead = voter('m1', 'm1', 3_000, { process: 'dead' });
    expect(told(leadership.weigh([dead, voter('m2', 'm1', 59_000)], 60_010))).toEqual([gone(60_010)]);
    expect(told(leadership.leads('m2', 3, 61_000))).toEqual([elected('m2', 3, 1_000, 61_000)]);
  });

  it('that ends is gone from then on, whatever was done to its links before, and so is one that hands over', () => {
    const leadership = led();
    leadership.disturbed(['m1', 'm3'], 2_000);
    const [, ...others] = allFollow('m1', 20_000);
    const dead = voter('m1', 'm1', 20_000, { process: 'dead' });
    expect(told(leadership.weigh([dead, ...others], 20_001))).toEqual([gone(20_001)]);
    expect(told(leadership.leads('m2', 3, 21_001))).toEqual([elected('m2', 3, 1_000, 21_001)]);
    const healed = led();
    healed.disturbed(['m1', 'm3'], 2_000);
    healed.calmed(['m1', 'm3']);
    healed.followerLost('m1', 20_000);
    expect(told(healed.leads('m2', 3, 20_004))).toEqual([gone(20_000), elected('m2', 3, 4, 20_004)]);
  });

  it('is not gone since before it was frozen, though a follower that was cut off had lost it already', () => {
    for (const isHealed of [true, false]) {
      const leadership = led();
      leadership.disturbed(['m1', 'm3'], 2_000);
      leadership.followerLost('m1', 3_000);
      const cut = [voter('m1', 'm1', 3_000), voter('m2', 'm1', 3_000), voter('m3', null, 3_000)];
      expect(told(leadership.weigh(cut, 3_100))).toEqual([]);
      if (isHealed) {
        leadership.calmed(['m1', 'm3']);
        expect(told(leadership.weigh(allFollow('m1', 4_000), 4_100))).toEqual([]);
      }
      leadership.disturbed(['m1'], 10_000);
      const frozen = voter('m1', 'm1', 9_900, { process: 'frozen' });
      if (isHealed) leadership.followerLost('m1', 11_000);
      const lost = [frozen, voter('m2', 'm1', 9_900), voter('m3', null, isHealed ? 11_000 : 9_900)];
      expect(told(leadership.weigh(lost, 11_010))).toEqual([gone(isHealed ? 11_000 : 10_000)]);
      expect(told(leadership.leads('m2', 3, 12_000))).toEqual([elected('m2', 3, 2_000, 12_000)]);
    }
  });

  it('is gone where too few follow it, also after the system’s clock was set back', () => {
    const leadership = new Leadership();
    leadership.leads('m1', 2, 3_600_000);
    leadership.weigh(allFollow('m1', 3_600_100), 3_600_200);
    expect(told(leadership.weigh(allFollow('m1', 5_000), 5_010))).toEqual([]);
    const lost = [voter('m1', 'm1', 6_000), voter('m2', null, 6_000), voter('m3', null, 6_000)];
    expect(told(leadership.weigh(lost, 6_010))).toEqual([gone(6_010)]);
  });

  it('steps down', () => {
    const leadership = led();
    const down = { role: 'follower', term: 2, at: 4_000, since: 4_000 };
    const after = [voter('m1', null, 4_000, { role: down }), voter('m2', 'm1', 1_100), voter('m3', 'm1', 1_100)];
    expect(told(leadership.weigh(after, 4_001))).toEqual([gone(4_001)]);
  });

  it('is told as gone before another one is elected, though nobody was seen to lose it', () => {
    expect(told(led().leads('m3', 3, 5_000))).toEqual([gone(5_000), elected('m3', 3, 0, 5_000)]);
  });

  it('is followed by those who have not heard of it yet', () => {
    const leadership = new Leadership();
    leadership.leads('m1', 2, 1_000);
    const early = [voter('m1', 'm1', 1_001), voter('m2', null, 1_001), voter('m3', null, 1_001)];
    expect(told(leadership.weigh(early, 1_010))).toEqual([]);
  });

  it('of an earlier term is none: it was frozen, and has not heard of the next one', () => {
    const leadership = led();
    leadership.leads('m2', 3, 5_000);
    const thawed = [voter('m1', 'm1', 6_000), voter('m2', 'm2', 6_000), voter('m3', 'm2', 6_000)];
    expect(told(leadership.weigh(thawed, 6_300))).toEqual([]);
    expect(leadership.leader).toBe('m2');
  });

  it('that is followed again without an election is no news', () => {
    const leadership = led();
    const lost = [voter('m1', 'm1', 3_000), voter('m2', null, 3_000), voter('m3', null, 3_000)];
    expect(told(leadership.weigh(lost, 3_001))).toEqual([gone(3_001)]);
    expect(told(leadership.weigh(allFollow('m1', 3_500), 3_600))).toEqual([]);
    expect(leadership.leader).toBe('m1');
  });

  it('of a cluster that began anew counts, though its terms are fewer', () => {
    const leadership = led();
    leadership.leads('m2', 9, 5_000);
    leadership.weigh(
      names.map((name) => voter(name, 'm2', 5_100, { process: 'dead' })),
      6_000,
    );
    expect(told(leadership.leads('m1', 2, 9_000))).toMatchObject([{ kind: 'leaderElected', member: 'm1', term: 2 }]);
  });
});
