import { parentPort } from 'node:worker_threads';
import { EtcdError } from '../../contract/failure.ts';
import type { Job, StartJob } from './job.ts';
import { type JobName, jobs } from './jobs.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** What a worker thread runs: one job, from its start to its end. */
const port = parentPort;
if (port === null) throw new Error('this runs in a worker thread only');

let job: Job<unknown, unknown, unknown> | null = null;
let queue: Promise<void> = Promise.resolve();

port.on('message', (message: ToWorker) => {
  queue = queue.then(async () => port.postMessage(await answer(message)));
});

async function answer(message: ToWorker): Promise<FromWorker> {
  try {
    return { kind: 'answer', value: await obey(message) };
  } catch (error) {
    if (error instanceof EtcdError) return { kind: 'failure', failure: error.toFailure() };
    return { kind: 'bug', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function obey(message: ToWorker): Promise<unknown> {
  if (message.kind === 'start') {
    // The one who starts a job is typed by its name; here names and params are only what was posted.
    const start = (await jobs[message.name as JobName]()) as StartJob<unknown, unknown, unknown, unknown>;
    job = await start(message.params);
    return undefined;
  }
  if (job === null) throw new Error('a job must be started first');
  return message.kind === 'take' ? await job.take(message.part) : await job.finish();
}
