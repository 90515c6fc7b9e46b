import type { LabFrame } from '../../../../contract/lab/frames.ts';

/** One scale for all members' indexes. */
export interface RibbonScale {
  /** How much of the ribbon is filled, from 0 to 1. */
  readonly shareOf: (index: number | null) => number;
  /** How many entries it lacks of the furthest commit; `null`: it has none. */
  readonly behind: (commit: number | null) => number | null;
}

/** A difference of so many entries is still seen as small. */
const leastSpan = 20;

/**
 * Scales indexes so that the furthest one is full and the last one still begins: in a log of a million entries a
 * difference of ten is seen.
 */
export function ribbonScale({ members }: LabFrame): RibbonScale {
  const indexes = members.flatMap(({ commit, applied }) => [commit, applied]).filter((index) => index !== null);
  const top = Math.max(0, ...indexes);
  const least = Math.min(top, ...indexes);
  const span = Math.max(leastSpan, (top - least) * 1.25);
  return {
    shareOf: (index) => (index === null ? 0 : Math.max(0.04, 1 - (top - index) / span)),
    behind: (commit) =>
      commit === null ? null : Math.max(0, Math.max(...members.map((one) => one.commit ?? 0)) - commit),
  };
}
