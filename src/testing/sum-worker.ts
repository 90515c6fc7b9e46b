import { runJob } from '../core/work/run-job.ts';
import { startSum } from './sum-job.ts';

runJob({ sum: async () => startSum });
