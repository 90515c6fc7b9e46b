import { type Api, verbs } from '../../../contract/api.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { coverAnswer } from './cover-answer.ts';

type Method = (...args: readonly unknown[]) => unknown;

/**
 * Returns the contract with every failure text covered that holds a Secret. Failures may quote values; this covers them
 * for all use cases.
 */
export function coverFailures(api: Api): Api {
  const nouns = Object.entries(verbs).map(([noun, methods]) => {
    // The contract's own list names its nouns and methods.
    const implementation = api[noun as keyof Api] as unknown as Readonly<Record<string, Method>>;
    const covered = Object.keys(methods).map((name) => [name, coverMethod(implementation, name)]);
    return [noun, Object.fromEntries(covered)];
  });
  // The same nouns and methods again.
  return Object.fromEntries(nouns) as Api;
}

/** Calls a method on its noun, so that `this` stays the same. */
function coverMethod(implementation: Readonly<Record<string, Method>>, name: string): Method {
  return (...args) => {
    try {
      const answer = implementation[name]?.(...args);
      if (answer instanceof Promise) return answer.catch(rethrow);
      return isStream(answer) ? coverStream(answer) : answer;
    } catch (error) {
      return rethrow(error);
    }
  };
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

/** `return` is called on the stream itself, so that leaving it ends a pending `next`. */
function coverStream<T>(stream: AsyncIterable<T>): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      const steps = stream[Symbol.asyncIterator]();
      return {
        next: () => steps.next().catch(rethrow),
        return: async () => (await steps.return?.()?.catch(rethrow)) ?? { done: true, value: undefined },
      };
    },
  };
}

function rethrow(error: unknown): never {
  if (!(error instanceof EtcdeckError)) throw error;
  const failure = error.toFailure();
  const covered = coverAnswer(failure);
  if (JSON.stringify(covered) === JSON.stringify(failure)) throw error;
  throw new EtcdeckError(covered);
}
