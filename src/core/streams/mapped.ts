/** Returns a stream whose values are made of another one's, one by one. Leaving it leaves the other one at once. */
export function mapped<T, R>(values: AsyncIterable<T>, make: (value: T) => R): AsyncIterable<R> {
  return {
    [Symbol.asyncIterator]() {
      const steps = values[Symbol.asyncIterator]();
      return {
        async next() {
          const step = await steps.next();
          return step.done === true ? { done: true, value: undefined } : { done: false, value: make(step.value) };
        },
        async return() {
          await steps.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
