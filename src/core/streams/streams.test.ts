import { expect, it } from 'vitest';
import { BatchSize } from './batch-size.ts';
import { Queue } from './queue.ts';

async function taken<T>(queue: Queue<T>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const item of queue) items.push(item);
  return items;
}

it('gives what was put in, before and while it is waited for', async () => {
  const queue = new Queue<number>();
  queue.put(1);
  const all = taken(queue);
  await Promise.resolve();
  queue.put(2);
  queue.put(3);
  queue.close();
  expect(await all).toEqual([1, 2, 3]);
});

it('fails behind what was put in, or at once', async () => {
  const failed = new Queue<number>();
  failed.put(1);
  failed.close(new Error('first'));
  failed.close(new Error('second'));
  const steps = failed[Symbol.asyncIterator]();
  expect(await steps.next()).toEqual({ done: false, value: 1 });
  await expect(steps.next()).rejects.toThrow('first');
  const aborted = new Queue<number>();
  aborted.put(1);
  aborted.close();
  aborted.abort(new Error('stopped'));
  await expect(taken(aborted)).rejects.toThrow('stopped');
});

it('asks for more of small values, and for fewer of large ones', () => {
  const size = new BatchSize({ answerBytes: 1_000, first: 16, most: 100 });
  expect(size.count).toBe(16);
  size.answered(16, 16);
  expect(size.count).toBe(64);
  size.answered(64, 0);
  expect(size.count).toBe(100);
  size.answered(100, 100_000);
  expect(size.count).toBe(1);
  size.refused(7);
  expect(size.count).toBe(3);
});
