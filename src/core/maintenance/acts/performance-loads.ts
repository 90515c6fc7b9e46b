import type { PerformanceLoad } from '../../../contract/maintenance.ts';

/** What a performance check writes, and for how long. */
export interface Load {
  readonly writesPerSecond: number;
  /** How many writes are under way at a time. */
  readonly clients: number;
  readonly durationMs: number;
  /** How many digits of a key its deletion goes by: a deletion of thousands of keys at once holds others back. */
  readonly digits: number;
}

const durationMs = 60_000;

/** The loads of `etcdctl check perf` (3.4 to 3.7). */
export const loads: Readonly<Record<PerformanceLoad, Load>> = {
  s: { writesPerSecond: 150, clients: 50, durationMs, digits: 1 },
  m: { writesPerSecond: 1_000, clients: 200, durationMs, digits: 2 },
  l: { writesPerSecond: 8_000, clients: 500, durationMs, digits: 3 },
  xl: { writesPerSecond: 15_000, clients: 1_000, durationMs, digits: 3 },
};
