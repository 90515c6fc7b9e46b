import { describe, expect, it } from 'vitest';
import { quorumOf } from './quorum.ts';

const voters = (healthy: number, unhealthy: number) => [
  ...Array.from({ length: healthy }, () => ({ isLearner: false, healthy: true })),
  ...Array.from({ length: unhealthy }, () => ({ isLearner: false, healthy: false })),
];

describe('quorum', () => {
  it.each([
    { up: 1, down: 0, needed: 1, tolerance: 0, hasQuorum: true },
    { up: 0, down: 1, needed: 1, tolerance: 0, hasQuorum: false },
    { up: 2, down: 0, needed: 2, tolerance: 0, hasQuorum: true },
    { up: 3, down: 0, needed: 2, tolerance: 1, hasQuorum: true },
    { up: 2, down: 1, needed: 2, tolerance: 0, hasQuorum: true },
    { up: 1, down: 2, needed: 2, tolerance: 0, hasQuorum: false },
    { up: 4, down: 0, needed: 3, tolerance: 1, hasQuorum: true },
    { up: 2, down: 2, needed: 3, tolerance: 0, hasQuorum: false },
    { up: 5, down: 0, needed: 3, tolerance: 2, hasQuorum: true },
    { up: 4, down: 1, needed: 3, tolerance: 1, hasQuorum: true },
    { up: 7, down: 0, needed: 4, tolerance: 3, hasQuorum: true },
  ])('of $up up and $down down needs $needed', ({ up, down, needed, tolerance, hasQuorum }) => {
    expect(quorumOf(voters(up, down))).toEqual({ voters: up + down, healthy: up, needed, tolerance, hasQuorum });
  });

  it('gives learners no vote, healthy or not', () => {
    const learners = [
      { isLearner: true, healthy: true },
      { isLearner: true, healthy: false },
    ];
    expect(quorumOf([...voters(2, 1), ...learners])).toEqual(quorumOf(voters(2, 1)));
  });

  it.each([
    { up: 1, down: 0, unasked: 2, hasQuorum: true },
    { up: 1, down: 1, unasked: 1, hasQuorum: true },
    { up: 0, down: 0, unasked: 3, hasQuorum: false },
    { up: 1, down: 3, unasked: 1, hasQuorum: false },
  ])('of members not asked tells $up that see a leader, and $down that do not', ({ up, down, unasked, hasQuorum }) => {
    const hidden = Array.from({ length: unasked }, () => ({ isLearner: false, healthy: null }));
    expect(quorumOf([...voters(up, down), ...hidden])).toMatchObject({ healthy: up, tolerance: 0, hasQuorum });
  });

  it('of no member at all is none', () => {
    expect(quorumOf([])).toEqual({ voters: 0, healthy: 0, needed: 1, tolerance: 0, hasQuorum: false });
  });
});
