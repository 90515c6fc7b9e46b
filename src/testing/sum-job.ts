import { fileURLToPath } from 'node:url';
import type { StartJob } from '../core/work/job.ts';
import { bundleForNode } from './bundle.ts';

/** A job that adds numbers, to test the mechanism of jobs. */
export const startSum: StartJob<{ readonly from: number }, { readonly add: number }, number, number> = ({ from }) => {
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

/** The script of a worker that has only this job. */
export function sumWorkerFile(): Promise<string> {
  return bundleForNode(fileURLToPath(new URL('./sum-worker.ts', import.meta.url)));
}
