import type { RehearsalResult, SnapshotRetention, SnapshotVerdict } from '../../../contract/snapshots.ts';
import { isVerified } from '../catalogue/verified.ts';

/** What retention looks at. */
export interface RetentionCandidate {
  /** When it was saved, in milliseconds since 1970. */
  readonly at: number;
  readonly checked: Pick<SnapshotVerdict, 'verdict'> | null;
  readonly rehearsed: Pick<RehearsalResult, 'served'> | null;
}

/**
 * Returns the snapshots that no rule keeps, of a list newest first: not among the newest ones, nor the newest of a day
 * (UTC). Days are counted where there are snapshots, so that neither a clock set forward nor a long pause lets them go.
 * One that is damaged takes no other one's place, nor does one of a time to come, which stays: a clock that was ahead and
 * was set back would otherwise let every new one go. The last verified one and the last one that was served always stay.
 */
export function dueSnapshots<Candidate extends RetentionCandidate>(
  snapshots: readonly Candidate[],
  { last, days }: SnapshotRetention,
  now: number,
): readonly Candidate[] {
  const past = snapshots.filter(({ at }) => at <= now);
  const verified = past.find(isVerified);
  const served = past.find((each) => isVerified(each) && each.rehearsed?.served === true);
  const seenDays = new Set<number>();
  let whole = 0;
  return past.filter((each) => {
    const isDamaged = each.checked?.verdict === 'damaged';
    const isAmongLast = whole < last;
    if (!isDamaged) whole += 1;
    const day = Math.floor(each.at / 86_400_000);
    const isNewestOfDay = !isDamaged && !seenDays.has(day);
    if (isNewestOfDay) seenDays.add(day);
    const isKept = isAmongLast || (isNewestOfDay && seenDays.size <= days);
    return !isKept && each !== verified && each !== served;
  });
}
