import type { StartJob } from './job.ts';

/** Adds up: what the mechanism is tested with. */
const sum: StartJob<{ readonly from: number }, { readonly add: number }, number, number> = ({ from }) => {
  let total = from;
  return {
    take({ add }) {
      if (add < 0) throw new RangeError('only upwards');
      total += add;
      return total;
    },
    finish: () => total,
  };
};

/** Every kind of work that runs in a worker thread, each loaded when it is first asked for. */
export const jobs = {
  bundle: async () => (await import('../bundles/bundle-job.ts')).startBundle,
  kubernetesReport: async () => (await import('../kubernetes/reports/report-job.ts')).startReport,
  kubernetesRows: async () => (await import('../kubernetes/reports/rows-job.ts')).startRows,
  search: async () => (await import('../keyspace/search-job.ts')).startSearch,
  sum: async () => sum,
  values: async () => (await import('../values/values-job.ts')).startValues,
};

export type JobName = keyof typeof jobs;

type StartOf<Name extends JobName> = Awaited<ReturnType<(typeof jobs)[Name]>>;
export type ParamsOf<Name extends JobName> = Parameters<StartOf<Name>>[0];
type JobOf<Name extends JobName> = Awaited<ReturnType<StartOf<Name>>>;
export type PartOf<Name extends JobName> = Parameters<JobOf<Name>['take']>[0];
export type ReplyOf<Name extends JobName> = Awaited<ReturnType<JobOf<Name>['take']>>;
export type ResultOf<Name extends JobName> = Awaited<ReturnType<JobOf<Name>['finish']>>;
