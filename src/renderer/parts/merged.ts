/** Merges several streams, in the order of arrival. Leaving it leaves all of them. */
export async function* merged<T>(...streams: readonly AsyncIterable<T>[]): AsyncGenerator<T, void> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  const step = async (iterator: AsyncIterator<T>) => ({ iterator, result: await iterator.next() });
  const waiting = new Map(iterators.map((iterator) => [iterator, step(iterator)]));
  try {
    while (waiting.size > 0) {
      const { iterator, result } = await Promise.race(waiting.values());
      if (result.done === true) {
        waiting.delete(iterator);
        continue;
      }
      waiting.set(iterator, step(iterator));
      yield result.value;
    }
  } finally {
    // No consumer awaits the pending values.
    for (const [iterator, next] of waiting) {
      next.catch(() => undefined);
      iterator.return?.().catch(() => undefined);
    }
  }
}
