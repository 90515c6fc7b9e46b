import { jobs } from './jobs.ts';
import { runJob } from './work/run-job.ts';

runJob(jobs);
