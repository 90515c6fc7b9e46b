import type { CompareApi } from '../../contract/compare.ts';

/** In work. */
export function createCompare(): CompareApi {
  const notBuilt = (): never => {
    throw new Error('not built');
  };
  return { compare: notBuilt };
}
