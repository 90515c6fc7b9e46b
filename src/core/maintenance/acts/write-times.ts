import type { PerformanceResult } from '../../../contract/maintenance.ts';
import type { Load } from './performance-loads.ts';

/** What writes took, without where they were written. */
export type Measured = Pick<
  PerformanceResult,
  'writesPerSecond' | 'slowestMs' | 'standardDeviationMs' | 'errors' | 'passed'
>;

const leastShare = 0.9;
const slowestMs = 500;
const deviationMs = 100;

/** Sums up how long writes took. Holds none of them. */
export class WriteTimes {
  #count = 0;
  #errors = 0;
  #slowest = 0;
  #mean = 0;
  #squares = 0;

  /** Takes a write that was confirmed. */
  wrote(tookMs: number): void {
    this.#count += 1;
    this.#slowest = Math.max(this.#slowest, tookMs);
    const before = tookMs - this.#mean;
    this.#mean += before / this.#count;
    this.#squares += before * (tookMs - this.#mean);
  }

  /** Takes one that was not confirmed. */
  failed(): void {
    this.#errors += 1;
  }

  /** Returns the figures, and whether they pass by the rules of `etcdctl check perf`. A part of a check does not pass. */
  measured(load: Pick<Load, 'writesPerSecond'>, tookMs: number, isWhole: boolean): Measured {
    const rate = tookMs > 0 ? (this.#count / tookMs) * 1_000 : 0;
    const deviation = this.#count === 0 ? 0 : Math.sqrt(this.#squares / this.#count);
    const isFast = rate / load.writesPerSecond > leastShare;
    const isEven = this.#slowest <= slowestMs && deviation <= deviationMs;
    return {
      writesPerSecond: rounded(rate),
      slowestMs: rounded(this.#slowest),
      standardDeviationMs: rounded(deviation),
      errors: this.#errors,
      passed: isWhole && this.#errors === 0 && isFast && isEven,
    };
  }
}

const rounded = (figure: number): number => Math.round(figure * 10) / 10;
