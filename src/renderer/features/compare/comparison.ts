import type { CompareCounts, ComparedKeys, CompareNotice, KeyDifference } from '../../../contract/compare.ts';
import type { KeyCoverage } from '../../../contract/key-coverage.ts';
import { formatCount } from '../../ui/format.ts';

/** Two sides that are compared, and how often that was asked for. */
export interface Compared {
  readonly left: ComparedKeys;
  readonly right: ComparedKeys;
  readonly asked: number;
}

/** How a comparison stands. */
export interface Comparison {
  /** In the order of names, those among them that were only rewritten. */
  readonly differences: readonly KeyDifference[];
  readonly counts: CompareCounts;
  /** What each side covers, once it is known. */
  readonly coverage: { readonly left: KeyCoverage; readonly right: KeyCoverage } | null;
  /** The revision at which the hashes of both sides are equal, so that nothing else was read; `null`: they are not known to be. */
  readonly equalAt: number | null;
  /** Everything was compared. */
  readonly isComplete: boolean;
  /** It ended at the limit; there is more behind it. */
  readonly isCut: boolean;
}

/** As many differences as one can look through at once. */
export const mostDifferences = 10_000;

/** What the two sides do not hold alike: what was only rewritten is the same on both. */
export const differingOf = ({ differences }: Comparison): readonly KeyDifference[] =>
  differences.filter(({ kind }) => kind !== 'rewritten');

/** What so many differing keys are of all that there may be. */
export function scopeOf({ isComplete, isCut }: Comparison, differing: number, isRunning: boolean): string {
  const count = formatCount(differing);
  if (isCut) return `the first ${count} that differ`;
  if (isRunning) return `the ${count} found so far`;
  return isComplete ? 'all that differs' : `the ${count} found before it was stopped`;
}

/**
 * Why a key that only one side has may have been in the other's cluster: a file that does not say what it covers.
 * `null` where none was found, or each side says.
 */
export function doubtOf({ counts, coverage }: Comparison): string | null {
  if (coverage === null) return null;
  const doubts = [
    ...(counts.added === 0 ? [] : [doubtOfSide(coverage.left, 'left', 'right')]),
    ...(counts.removed === 0 ? [] : [doubtOfSide(coverage.right, 'right', 'left')]),
  ];
  return doubts.filter((doubt) => doubt !== null).join(' ') || null;
}

function doubtOfSide({ keys, secrets }: KeyCoverage, side: string, other: string): string | null {
  const says = `The ${side} file does not say`;
  if (keys.kind === 'unknown') {
    return `${says} which keys it covers: what only the ${other} side has may have been there.`;
  }
  if (secrets !== 'unknown') return null;
  return `${says} whether Secrets were left out of it: those that only the ${other} side has may have been there.`;
}

export const noComparison: Comparison = {
  differences: [],
  counts: { added: 0, removed: 0, changed: 0, rewritten: 0, same: 0, notCovered: 0 },
  coverage: null,
  equalAt: null,
  isComplete: false,
  isCut: false,
};

export function withNotice(before: Comparison, notice: CompareNotice): Comparison {
  switch (notice.kind) {
    case 'started':
      return { ...before, coverage: { left: notice.leftCoverage, right: notice.rightCoverage } };
    case 'hashed':
      return { ...before, equalAt: notice.isEqual ? notice.revision : null };
    case 'differences':
      return { ...before, differences: [...before.differences, ...notice.differences] };
    case 'progress':
      return { ...before, counts: notice.counts };
    case 'ended':
      return { ...before, counts: notice.counts, isComplete: notice.next === null, isCut: notice.next !== null };
  }
}
