import { describe, expect, it } from 'vitest';
import { CommitGaps } from './commit-gaps.ts';
import type { KnownVoter } from './leadership.ts';

/** A member that follows `leader`, or leads. */
const voter = (name: string, leader: string | null, process: KnownVoter['process'] = 'running'): KnownVoter => ({
  ...{ name, process, follows: { name: leader, at: 1_000 } },
  role: { role: name === leader ? 'leader' : 'follower', term: 2, at: 1_000, since: 1_000 },
});

describe('times without commits', () => {
  it('are those in which one of two members was stopped, though the leader stayed', () => {
    const gaps = new CommitGaps();
    gaps.weigh([voter('m1', 'm1'), voter('m2', 'm1')], 1_000);
    gaps.weigh([voter('m1', 'm1'), voter('m2', 'm1', 'stopped')], 2_000);
    gaps.weigh([voter('m1', 'm1'), { ...voter('m2', 'm1'), role: null, follows: null }], 2_400);
    expect(gaps.all()).toEqual([{ from: 2_000, to: null }]);
    gaps.weigh([voter('m1', 'm1'), voter('m2', 'm1')], 2_800);
    expect(gaps.all()).toEqual([{ from: 2_000, to: 2_800 }]);
  });

  it('are none while one of three is stopped, and none before the first leader', () => {
    const gaps = new CommitGaps();
    gaps.weigh([voter('m1', null), voter('m2', null), voter('m3', null)], 500);
    gaps.weigh([voter('m1', 'm1'), voter('m2', 'm1'), voter('m3', 'm1')], 1_000);
    gaps.weigh([voter('m1', 'm1'), voter('m2', 'm1'), voter('m3', 'm1', 'dead')], 2_000);
    expect(gaps.all()).toEqual([]);
  });

  it('begin when a leader is frozen or dead, whoever follows it still', () => {
    for (const process of ['frozen', 'dead'] as const) {
      const gaps = new CommitGaps();
      gaps.weigh([voter('m1', 'm1'), voter('m2', 'm1'), voter('m3', 'm1')], 1_000);
      gaps.weigh([voter('m1', 'm1', process), voter('m2', 'm1'), voter('m3', 'm1')], 2_000);
      gaps.weigh([voter('m1', 'm1', process), voter('m2', 'm2'), voter('m3', 'm1')], 3_000);
      gaps.weigh([voter('m1', 'm1', process), voter('m2', 'm2'), voter('m3', 'm2')], 3_100);
      expect(gaps.all()).toEqual([{ from: 2_000, to: 3_100 }]);
    }
  });

  it('are the newest thousand', () => {
    const gaps = new CommitGaps();
    const [led, lone] = [
      [voter('m1', 'm1'), voter('m2', 'm1')],
      [voter('m1', 'm1'), voter('m2', null)],
    ];
    for (let at = 0; at < 1_002; at += 1) {
      gaps.weigh(led, at * 10);
      gaps.weigh(lone, at * 10 + 5);
    }
    expect(gaps.all()).toHaveLength(1_000);
    expect(gaps.all()[0]).toEqual({ from: 25, to: 30 });
  });
});
