import type { RankedObject } from '../../../contract/kubernetes-reports.ts';
import { isNamed } from './brief.ts';
import { type ReportEntry, reported } from './report-entry.ts';

/**
 * Keeps the objects with the largest amounts, at most so many, among those that can be named. Of equals, the first
 * ones.
 */
export class Ranking {
  readonly #size: number;
  /** Returns the objects, the largest first. */
  readonly #ranked: RankedObject[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  add(entry: ReportEntry, amount: number): void {
    if (!isNamed(entry.key)) return;
    const isFull = this.#ranked.length === this.#size;
    if (isFull && amount <= (this.#ranked.at(-1)?.amount ?? 0)) return;
    if (isFull) this.#ranked.pop();
    const after = this.#ranked.findLastIndex((one) => one.amount >= amount);
    this.#ranked.splice(after + 1, 0, { ...reported(entry), amount });
  }

  ranked(): readonly RankedObject[] {
    return this.#ranked;
  }
}
