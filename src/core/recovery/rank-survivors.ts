import type { Survivor } from '../../contract/recovery.ts';

/** What decides which survivor has most. */
export type Ranked = Pick<Survivor, 'reachable' | 'raftTerm' | 'raftIndex' | 'raftAppliedIndex' | 'revision'>;

/**
 * Returns survivors with the best first: by the term of the last entry, then index, applied index and revision, as raft
 * compares logs. An unknown number counts less than any known one, and those not reached come last. Equal ones keep
 * their order.
 */
export function rankSurvivors<S extends Ranked>(survivors: readonly S[]): readonly S[] {
  return survivors.toSorted((a, b) => {
    const difference = facts.map((fact) => (b[fact] ?? -1) - (a[fact] ?? -1)).find((by) => by !== 0) ?? 0;
    return Number(b.reachable) - Number(a.reachable) || difference;
  });
}

const facts = ['raftTerm', 'raftIndex', 'raftAppliedIndex', 'revision'] as const;

/**
 * Returns how many entries a better survivor has that this one lacks. Both indexes are of committed entries, which no
 * two members hold differently.
 */
export function behindBest(survivor: Ranked, best: Ranked | null): number | null {
  if (best === null || survivor.raftIndex === null || best.raftIndex === null) return null;
  return Math.max(0, best.raftIndex - survivor.raftIndex);
}
