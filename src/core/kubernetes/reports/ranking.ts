import type { RankedObject } from '../../../contract/kubernetes-reports.ts';
import { isNamed } from './brief.ts';
import { type ReportEntry, reported } from './report-entry.ts';

/** The objects with the largest amounts, so many at most, that can be named. Of equals, those that came first. */
export class Ranking {
  readonly #size: number;
  /** The largest first. */
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
