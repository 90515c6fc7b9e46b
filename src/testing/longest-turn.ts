import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';

/** Runs work, and returns its result with the longest time, in milliseconds, that it blocked the event loop. */
export async function longestTurn<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  try {
    // It counts from its first sample on, and sees a turn when the next one has begun: without these it sees nothing.
    await nextSample(delay);
    const result = await work();
    await nextSample(delay);
    return { result, ms: delay.max / 1e6 };
  } finally {
    delay.disable();
  }
}

async function nextSample(delay: IntervalHistogram): Promise<void> {
  for (const before = delay.count; delay.count === before; ) await setImmediate();
}
