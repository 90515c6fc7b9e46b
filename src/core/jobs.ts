import type { Jobs } from './work/job.ts';

/** Every kind of work that runs in a worker thread, each loaded when it is first asked for. */
export const jobs: Jobs = {
  bundle: async () => (await import('./bundles/bundle-job.ts')).startBundle,
  kubernetesReport: async () => (await import('./kubernetes/reports/report-job.ts')).startReport,
  kubernetesRows: async () => (await import('./kubernetes/reports/rows-job.ts')).startRows,
  search: async () => (await import('./keyspace/search-job.ts')).startSearch,
  values: async () => (await import('./values/values-job.ts')).startValues,
};
