import type { LabCheck, LabOperation } from '../../../contract/lab/checking.ts';

/** A pair that no order explains; the second one is a read that must not have been answered so. */
export type OffendingPair = NonNullable<LabCheck['offending']>;

/**
 * Where in time the operations of one value, its write and its reads, have to stand. They follow each other without
 * another value in between.
 */
export interface Zone {
  /** When the first of them was answered, and when the last of them was called. */
  readonly firstAnswer: number;
  lastCall: number;
  /** Those two; `null` for the value that was there before every operation, where it is not a read. */
  readonly first: LabOperation | null;
  last: LabOperation | null;
}

/**
 * Returns the pair that keeps two values from being in any order; `null` where they can be. Each has an operation that was
 * answered before one of the other was called: neither value can be the older one. (A read of a value that is not written
 * yet has to be excluded before; then these pairs are all that can be wrong.)
 */
export function contradiction(one: Zone, other: Zone): OffendingPair | null {
  if (one.firstAnswer >= other.lastCall || other.firstAnswer >= one.lastCall) return null;
  // One value, then the other, then the first again: the last two say it best.
  const [later, earlier] = one.lastCall > other.lastCall ? [one, other] : [other, one];
  if (later.last !== null && earlier.last !== null && precedes(earlier.last, later.last)) {
    return [earlier.last, later.last];
  }
  // Otherwise the value that was seen first is read again after the other one was there.
  const [older, newer] =
    one.firstAnswer < other.firstAnswer || (one.firstAnswer === other.firstAnswer && one.lastCall > other.lastCall)
      ? [one, other]
      : [other, one];
  return newer.first === null || older.last === null ? null : [newer.first, older.last];
}

function precedes(one: LabOperation, other: LabOperation): boolean {
  return one.answeredAt !== null && one.answeredAt < other.calledAt;
}
