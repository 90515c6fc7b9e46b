import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { answersInParallel } from './answers-in-parallel.ts';

const never = new AbortController().signal;
const items = Array.from({ length: 40 }, (_, at) => at);

async function all<T>(answers: AsyncIterable<T>): Promise<readonly T[]> {
  const taken: T[] = [];
  for await (const answer of answers) taken.push(answer);
  return taken;
}

it('asks for each item once, and never for more than so many at once', async () => {
  let [running, most] = [0, 0];
  const ask = async (item: number): Promise<number> => {
    running += 1;
    most = Math.max(most, running);
    await setImmediate();
    running -= 1;
    return item;
  };
  const answers = await all(answersInParallel(items, 4, ask, never));
  expect([...answers].sort((a, b) => a - b)).toEqual(items);
  expect(most).toBe(4);
  expect(await all(answersInParallel([], 4, ask, never))).toEqual([]);
});

it('ends at the first failure, and asks for nothing more', async () => {
  const asked: number[] = [];
  const ask = async (item: number): Promise<number> => {
    asked.push(item);
    await setImmediate();
    if (item === 5) throw new Error('no answer');
    return item;
  };
  await expect(all(answersInParallel(items, 2, ask, never))).rejects.toThrow('no answer');
  expect(asked.length).toBeLessThan(10);
});

it('stops what is under way when its consumer leaves, and waits for that', async () => {
  let [running, stopped] = [0, 0];
  const ask = async (item: number, signal: AbortSignal): Promise<number> => {
    if (item === 0) return item;
    running += 1;
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await setImmediate();
    running -= 1;
    stopped += 1;
    return item;
  };
  for await (const answer of answersInParallel(items, 4, ask, never)) {
    expect(answer).toBe(0);
    break;
  }
  expect([running, stopped]).toEqual([0, 4]);
});
