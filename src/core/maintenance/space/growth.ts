import type { MemberSpace } from '../../../contract/maintenance.ts';
import { slopeOf } from '../../metrics/least-squares.ts';

interface Sample {
  readonly at: number;
  readonly bytes: number;
}

const mostSamples = 720;
/** How long a growth is seen before it has a rate, and before that rate makes a forecast. */
const leastMs = 3 * 60_000;
const forecastMs = 10 * 60_000;
/** A part in use of less than this share of the one before was compacted or defragmented. */
const fallenTo = 0.95;
const hourMs = 3_600_000;

/**
 * The growth of one member's database, by least squares over what was seen since a compaction or defragmentation made it
 * fall: a line through the fall would show a shrinking database. Small falls are part of the trend. Bounded: when it is
 * full, every second sample goes, and the next ones are taken half as often.
 */
export class Growth {
  #samples: Sample[] = [];
  #gapMs = 4_000;

  /** Takes a sample where the last one is old enough. */
  add(at: number, bytes: number): void {
    const last = this.#samples.at(-1);
    const hasFallen = last !== undefined && bytes < last.bytes * fallenTo;
    // A clock that was set back.
    if (last !== undefined && (hasFallen || at < last.at)) this.#samples = [];
    else if (last !== undefined && at - last.at < this.#gapMs) return;
    this.#samples.push({ at, bytes });
    if (this.#samples.length <= mostSamples) return;
    this.#samples = this.#samples.filter((_, place) => place % 2 === 0);
    this.#gapMs *= 2;
  }

  /** Returns the growth; `null` until it was seen for three minutes. */
  rate(): MemberSpace['growth'] {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (first === undefined || last === undefined || last.at - first.at < leastMs) return null;
    const bytesPerMs = slopeOf(this.#samples.map(({ at, bytes }) => ({ x: at, y: bytes })));
    return { bytesPerHour: Math.round(bytesPerMs * hourMs), overMs: last.at - first.at };
  }
}

/** What a forecast is made of. */
export interface Filling {
  readonly at: number;
  readonly dbSizeInUse: number | null;
  readonly quota: number | null;
  readonly growth: MemberSpace['growth'];
}

const longestMs = 10 * 365 * 24 * hourMs;

/**
 * Returns when the file reaches the quota: its free pages are filled first, so that the part in use decides. `null` where
 * it does not grow, not within ten years, was seen for less than ten minutes, or where something is not known.
 */
export function fullAt({ at, dbSizeInUse, quota, growth }: Filling): number | null {
  if (dbSizeInUse === null || quota === null || growth === null) return null;
  if (growth.bytesPerHour <= 0 || growth.overMs < forecastMs) return null;
  const inMs = (Math.max(0, quota - dbSizeInUse) / growth.bytesPerHour) * hourMs;
  return inMs > longestMs ? null : Math.round(at + inMs);
}
