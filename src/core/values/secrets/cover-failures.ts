import { type Api, verbs } from '../../../contract/api.ts';
import { EtcdError } from '../../../contract/failure.ts';
import { coverTexts } from './cover-texts.ts';

type Method = (...args: readonly unknown[]) => unknown;

/**
 * The contract with the words of every failure covered where a Secret lies in them: a failure names what it met in a value,
 * and no use case has to think of that.
 */
export function coverFailures(api: Api): Api {
  const nouns = Object.entries(verbs).map(([noun, methods]) => {
    // The contract's own list names nouns and methods of it.
    const implementation = api[noun as keyof Api] as unknown as Readonly<Record<string, Method>>;
    const covered = Object.keys(methods).map((name) => [name, coverMethod(implementation, name)]);
    return [noun, Object.fromEntries(covered)];
  });
  // The same nouns and methods again.
  return Object.fromEntries(nouns) as Api;
}

/** Called as a member of its noun, of which it may use others. */
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

/** Leaving it ends a step that is waited for, as it does in the stream itself. */
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
  if (!(error instanceof EtcdError)) throw error;
  const failure = error.toFailure();
  const covered = coverTexts(failure);
  if (JSON.stringify(covered) === JSON.stringify(failure)) throw error;
  throw new EtcdError(covered);
}
