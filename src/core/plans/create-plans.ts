import type { PlansApi } from '../../contract/plans.ts';

/** In work. */
export function createPlans(): PlansApi {
  const notBuilt = (): never => {
    throw new Error('not built');
  };
  return {
    planDelete: notBuilt,
    planCopy: notBuilt,
    planImport: notBuilt,
    planUndo: notBuilt,
    planObject: notBuilt,
    planCure: notBuilt,
    execute: notBuilt,
    discard: notBuilt,
  };
}
