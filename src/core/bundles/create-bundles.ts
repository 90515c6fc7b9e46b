import type { BundlesApi } from '../../contract/bundles.ts';

/** In work. */
export function createBundles(): BundlesApi {
  const notBuilt = (): never => {
    throw new Error('not built');
  };
  return { export: notBuilt };
}
