import { once } from 'node:events';
import { expect, it } from 'vitest';
import { stoppable } from './stoppable.ts';

/** Gives 1, then waits until it is stopped, then fails as a cancelled call does. */
function oneThenWait(ended: string[]) {
  return async function* (signal: AbortSignal): AsyncGenerator<number, void> {
    try {
      yield 1;
      if (!signal.aborted) await once(signal, 'abort');
      throw new Error('stopped');
    } finally {
      ended.push('ended');
    }
  };
}

it('ends a next that is waiting when its consumer leaves', async () => {
  const ended: string[] = [];
  const steps = stoppable(undefined, oneThenWait(ended))[Symbol.asyncIterator]();
  expect(await steps.next()).toEqual({ done: false, value: 1 });
  const waiting = steps.next();
  expect(await steps.return?.()).toEqual({ done: true, value: undefined });
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(ended).toEqual(['ended']);
});

it('fails a next that is waiting when the caller stops it', async () => {
  const abort = new AbortController();
  const steps = stoppable(abort.signal, oneThenWait([]))[Symbol.asyncIterator]();
  await steps.next();
  const waiting = steps.next();
  abort.abort();
  await expect(waiting).rejects.toThrow('stopped');
  expect(await steps.next()).toEqual({ done: true, value: undefined });
});

it('begins stopped when its caller already has', async () => {
  const steps = stoppable(AbortSignal.abort(), async function* (signal) {
    yield signal.aborted;
  });
  for await (const isAborted of steps) expect(isAborted).toBe(true);
});
