import type { PerformanceLoad } from '../../../contract/maintenance.ts';

/** The load of a performance check. */
export interface Load {
  readonly writesPerSecond: number;
  /** The number of writes in flight. */
  readonly clients: number;
  readonly durationMs: number;
  /** The digits of a key that select one deletion: deleting thousands of keys at once delays other requests. */
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
