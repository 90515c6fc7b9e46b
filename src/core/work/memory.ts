import type { JobName } from './jobs.ts';

/**
 * How much memory each kind of work may take for its objects, in MiB. A thread that takes more is ended; without a
 * bound the whole process would end. Reports and bundles hold a cluster's objects, the others a value at a time.
 */
export const mostMemory: Readonly<Record<JobName, number>> = {
  bundle: 2_048,
  kubernetesReport: 3_072,
  kubernetesRows: 1_024,
  search: 512,
  sum: 64,
  values: 512,
};
