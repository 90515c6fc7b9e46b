import type { Jobs } from './work/job.ts';

/** Every kind of work that runs in a worker thread, each loaded when it is first asked for. */
export const jobs: Jobs = {
  bundle: async () => (await import('./bundles/bundle-job.ts')).startBundle,
  kubeApi: async () => (await import('./kube-api/kube-api-job.ts')).startKubeApi,
  labLinks: async () => (await import('./lab/links/links-job.ts')).startLinks,
  kubernetesReport: async () => (await import('./kubernetes/reports/report-job.ts')).startReport,
  kubernetesRows: async () => (await import('./kubernetes/reports/rows-job.ts')).startRows,
  fileHash: async () => (await import('./snapshot-files/hash-job.ts')).startFileHash,
  search: async () => (await import('./keyspace/search-job.ts')).startSearch,
  snapshot: async () => (await import('./snapshot-files/snapshot-job.ts')).startSnapshot,
  values: async () => (await import('./values/values-job.ts')).startValues,
};
