import { fileURLToPath } from 'node:url';
import type { StartJob } from '../core/work/job.ts';
import { bundleForNode } from './bundle.ts';

/** Adds up: what the mechanism of jobs is tested with. */
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

/** The script of a worker that can do nothing else. */
export function sumWorkerFile(): Promise<string> {
  return bundleForNode(fileURLToPath(new URL('./sum-worker.ts', import.meta.url)));
}
