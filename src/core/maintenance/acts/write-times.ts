import type { PerformanceResult } from '../../../contract/maintenance.ts';
import type { Load } from './performance-loads.ts';

/** The figures of the writes of a check. */
export type Measured = Pick<
  PerformanceResult,
  'writesPerSecond' | 'slowestMs' | 'standardDeviationMs' | 'errors' | 'passed'
>;

const leastShare = 0.9;
const slowestMs = 500;
const deviationMs = 100;

/** Computes the mean, the deviation and the maximum of the durations of writes, in constant memory. */
export class WriteTimes {
  #count = 0;
  #errors = 0;
  #slowest = 0;
  #mean = 0;
  #squares = 0;

  /** Adds a confirmed write. */
  wrote(tookMs: number): void {
    this.#count += 1;
    this.#slowest = Math.max(this.#slowest, tookMs);
    const before = tookMs - this.#mean;
    this.#mean += before / this.#count;
    this.#squares += before * (tookMs - this.#mean);
  }

  /** Adds a write that was not confirmed. */
  failed(): void {
    this.#errors += 1;
  }

  /** Returns the figures, and whether they pass the rules of `etcdctl check perf`. A stopped check does not pass. */
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
