import { Queue } from './queue.ts';

/**
 * Asks for each item, so many at once, and yields the answers as they come. The first failure ends it; leaving it stops
 * what is under way, and waits for that.
 */
export async function* answersInParallel<Item, Answer>(
  items: readonly Item[],
  atOnce: number,
  ask: (item: Item, signal: AbortSignal) => Promise<Answer>,
  signal: AbortSignal,
): AsyncGenerator<Answer, void> {
  const leaving = new AbortController();
  const either = AbortSignal.any([signal, leaving.signal]);
  const answers = new Queue<Answer>();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < items.length && !either.aborted; at = next++) {
      const item = items[at];
      if (item !== undefined) answers.put(await ask(item, either));
    }
  };
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, async () => {
    try {
      await work();
    } catch (error) {
      answers.close(error);
      leaving.abort();
    }
  });
  const all = Promise.all(workers).then(() => answers.close());
  try {
    yield* answers;
  } finally {
    leaving.abort();
    await all;
  }
}
