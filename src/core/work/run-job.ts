import { parentPort } from 'node:worker_threads';
import { EtcdeckError } from '../../contract/failure.ts';
import type { Job, Jobs, StartJob } from './job.ts';
import type { FromWorker, ToWorker } from './messages.ts';

type UnknownJob = Job<unknown, unknown, unknown>;

/** Runs one of the jobs in this worker thread, from its start to its end, as the thread that started it asks. */
export function runJob(jobs: Jobs): void {
  const port = parentPort;
  if (port === null) throw new Error('this runs in a worker thread only');
  let job: UnknownJob | null = null;
  let queue: Promise<void> = Promise.resolve();
  const obey = async (message: ToWorker): Promise<unknown> => {
    if (message.kind === 'start') {
      job = await started(jobs, message);
      return undefined;
    }
    if (job === null) throw new Error('a job must be started first');
    return message.kind === 'take' ? await job.take(message.part) : await job.finish();
  };
  port.on('message', (message: ToWorker) => {
    queue = queue.then(async () => {
      const answer = await answerTo(() => obey(message));
      const moved = answer.kind === 'answer' && message.kind !== 'start' ? job?.moves?.(answer.value) : undefined;
      port.postMessage(answer, moved ?? []);
    });
  });
}

async function started(
  jobs: Jobs,
  { name, params }: Extract<ToWorker, { readonly kind: 'start' }>,
): Promise<UnknownJob> {
  const load = jobs[name];
  if (load === undefined) throw new Error(`there is no job '${name}'`);
  // The kind types what crosses; here it is only what was posted.
  const start = (await load()) as StartJob<unknown, unknown, unknown, unknown>;
  return await start(params);
}

async function answerTo(ask: () => Promise<unknown>): Promise<FromWorker> {
  try {
    return { kind: 'answer', value: await ask() };
  } catch (error) {
    if (error instanceof EtcdeckError) return { kind: 'failure', failure: error.toFailure() };
    return { kind: 'bug', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
