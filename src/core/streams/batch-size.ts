const growth = 4;

/** How large answers should be, and how many values are asked for at first and at most. */
export interface BatchBounds {
  readonly answerBytes: number;
  readonly first: number;
  readonly most: number;
}

/**
 * How many values to ask for at a time. Nothing tells how large the next ones are: an answer of small ones is followed
 * by one of four times as many, up to about `answerBytes`.
 */
export class BatchSize {
  readonly #bounds: BatchBounds;
  #count: number;

  constructor(bounds: BatchBounds) {
    this.#bounds = bounds;
    this.#count = bounds.first;
  }

  /** How many the next answer may bring; at least one. */
  get count(): number {
    return this.#count;
  }

  /** Learns from an answer. */
  answered(count: number, bytes: number): void {
    const fitting = Math.floor((this.#bounds.answerBytes * count) / Math.max(1, bytes));
    this.#count = Math.max(1, Math.min(this.#bounds.most, this.#count * growth, fitting));
  }

  /** Learns that so many were too many for one answer. */
  refused(count: number): void {
    this.#count = Math.max(1, count >> 1);
  }
}
