import type { Verb } from '../contract/api.ts';

/** A part of the product that is loaded and made when it is first needed. */
export interface Late<T> {
  /** Returns the part; makes it at the first call. */
  get(): Promise<T>;
  /** Runs something on the part, unless it was never needed. */
  ifMade(act: (part: T) => Promise<void>): Promise<void>;
}

/** Returns a part that is made once. */
export function late<T>(make: () => Promise<T>): Late<T> {
  let made: Promise<T> | null = null;
  return {
    get() {
      made ??= make();
      return made;
    },
    async ifMade(act) {
      if (made !== null) await act(await made);
    },
  };
}

type Method = (...args: readonly unknown[]) => unknown;

/** Returns a noun that is loaded when one of its methods is first called; `verbs`: its part of the contract's list. */
export function lateNoun<Noun extends object>(verbs: Readonly<Record<string, Verb>>, load: () => Promise<Noun>): Noun {
  const method = async (name: string): Promise<Method> => {
    const noun = await load();
    // The list names its methods.
    const found = noun[name as keyof Noun] as Method;
    return found.bind(noun);
  };
  const methods = Object.entries(verbs).map(([name, verb]): [string, Method] => [
    name,
    verb === 'open'
      ? (...args) => lateStream(async () => (await method(name))(...args) as AsyncIterable<unknown>) // by its verb
      : async (...args) => (await method(name))(...args),
  ]);
  // The same methods again.
  return Object.fromEntries(methods) as Noun;
}

/**
 * Returns a stream that is loaded and opened at its first `next`. Leaving it reaches the stream itself, so that it ends a
 * pending `next`.
 */
export function lateStream<T>(open: () => Promise<AsyncIterable<T>>): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      let steps: Promise<AsyncIterator<T>> | null = null;
      return {
        async next() {
          steps ??= open().then((stream) => stream[Symbol.asyncIterator]());
          return await (await steps).next();
        },
        async return() {
          const left = await (await steps)?.return?.();
          return left ?? { done: true, value: undefined };
        },
      };
    },
  };
}
