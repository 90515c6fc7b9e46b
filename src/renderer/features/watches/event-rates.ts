const bucketMs = 250;
const spanMs = 120_000;
const buckets = spanMs / bucketMs;
const rateMs = 5_000;
const stepMs = 2_000;

/** How many events came when, over the last two minutes, in memory of one size. */
export class EventRates {
  readonly #counts = new Uint32Array(buckets);
  /** The newest bucket that was counted in. */
  #newest = Number.NEGATIVE_INFINITY;

  add(at: number): void {
    const bucket = Math.floor(at / bucketMs);
    this.#turnTo(bucket);
    const slot = bucket % buckets;
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
  }

  /** Events a second, over the last five. */
  now(at: number): number {
    return this.#sum(Math.floor(at / bucketMs), rateMs / bucketMs) / (rateMs / 1_000);
  }

  /** Events a second in each two seconds of the last two minutes, the oldest first. */
  course(at: number): readonly number[] {
    const last = Math.floor(at / bucketMs);
    const each = stepMs / bucketMs;
    return Array.from({ length: spanMs / stepMs }, (_, step) => {
      const end = last - (spanMs / stepMs - 1 - step) * each;
      return this.#sum(end, each) / (stepMs / 1_000);
    });
  }

  /** The count of so many buckets up to one. */
  #sum(last: number, count: number): number {
    let sum = 0;
    for (let bucket = last; bucket > last - count; bucket -= 1) {
      if (bucket < 0 || bucket > this.#newest || bucket <= this.#newest - buckets) continue;
      sum += this.#counts[bucket % buckets] ?? 0;
    }
    return sum;
  }

  /** Empties the buckets of the time in which nothing came. */
  #turnTo(bucket: number): void {
    if (bucket <= this.#newest) return;
    for (let one = Math.max(this.#newest + 1, bucket - buckets + 1); one <= bucket; one += 1) {
      if (one >= 0) this.#counts[one % buckets] = 0;
    }
    this.#newest = bucket;
  }
}
