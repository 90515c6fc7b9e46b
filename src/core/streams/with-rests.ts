import { setTimeout as delay } from 'node:timers/promises';

/** Returns the values of a stream, and `null` each time that nothing has come for so long after a value. */
export async function* withRests<T>(source: AsyncIterable<T>, restMs: number): AsyncGenerator<T | null, void> {
  const steps = source[Symbol.asyncIterator]();
  try {
    for (let hasCome = false; ; ) {
      const step = steps.next();
      // A consumer that leaves at a rest waits for it no longer.
      step.catch(() => undefined);
      if (hasCome && (await restsBefore(step, restMs))) yield null;
      const { done, value } = await step;
      if (done === true) return;
      hasCome = true;
      yield value;
    }
  } finally {
    await steps.return?.();
  }
}

async function restsBefore(step: Promise<unknown>, restMs: number): Promise<boolean> {
  const timer = new AbortController();
  const rest = delay(restMs, true, { signal: timer.signal }).catch(() => false);
  const isRest = await Promise.race([
    step.then(
      () => false,
      () => false,
    ),
    rest,
  ]);
  timer.abort();
  return isRest;
}
