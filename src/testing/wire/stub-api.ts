import type { Abort } from '../../contract/abort.ts';
import { type Api, type MethodName, type Verb, verbs } from '../../contract/api.ts';

/** A stubbed method: returns an answer, or a stream. */
export type StubMethod = (request: unknown, options: { readonly signal: Abort }) => unknown;

/** Every method of the contract by name, with its verb. */
export const methodNames: readonly { readonly name: MethodName; readonly verb: Verb }[] = Object.entries(verbs).flatMap(
  ([noun, methods]) =>
    Object.entries<Verb>(methods).map(([method, verb]) => ({
      // The run-time list has exactly the names of the type.
      name: `${noun}.${method}` as MethodName,
      verb,
    })),
);

export type StubMethods = Partial<Record<MethodName, StubMethod>>;

/** Returns an implementation of the whole contract for tests of the wire itself; methods not given do nothing. */
export function stubApi(methods: StubMethods): Api {
  const nouns: Record<string, Record<string, StubMethod>> = {};
  for (const { name, verb } of methodNames) {
    const [noun = '', method = ''] = name.split('.');
    const own = nouns[noun] ?? {};
    own[method] = methods[name] ?? (verb === 'call' ? async () => null : noValues);
    nouns[noun] = own;
  }
  // Built from the same list that the contract's type is checked against; each test defines the answers.
  return nouns as unknown as Api;
}

async function* noValues(): AsyncGenerator<never> {}
