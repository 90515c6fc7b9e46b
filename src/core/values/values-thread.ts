import type { Abort } from '../../contract/abort.ts';
import { EtcdError } from '../../contract/failure.ts';
import type { Ports } from '../ports.ts';
import { type RunningJob, startJob } from '../work/workers.ts';
import type { ValueAnswer, ValueWork } from './values-job.ts';

/** Starting a thread costs about 100 ms: it stays for the next large value, and not for long. */
const idleMs = 2_000;

/** A thread for large values, so that the host's event loop stays free: started when it is needed, ended when it is not. */
export class ValuesThread {
  readonly #ports: Pick<Ports, 'workerFile' | 'resourcesFolder'>;
  #job: Promise<RunningJob<'values'>> | null = null;
  #asked = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(ports: Pick<Ports, 'workerFile' | 'resourcesFolder'>) {
    this.#ports = ports;
  }

  /** Does it in the thread. What was stopped is not waited for any more. */
  async do(work: ValueWork, signal: Abort | undefined): Promise<ValueAnswer> {
    const { resourcesFolder } = this.#ports;
    clearTimeout(this.#idle);
    this.#asked += 1;
    const job = this.#job ?? startJob(this.#ports, 'values', { resourcesFolder });
    this.#job = job;
    try {
      return await untilStopped((await job).take(work), signal);
    } catch (error) {
      // What the thread answers with are failures; anything else ended it.
      const isAnswer = error instanceof EtcdError && (error.code !== 'Cancelled' || signal?.aborted === true);
      if (!isAnswer && this.#job === job) this.close();
      throw error;
    } finally {
      this.#asked -= 1;
      if (this.#asked === 0) this.#idle = setTimeout(() => this.close(), idleMs).unref();
    }
  }

  close(): void {
    clearTimeout(this.#idle);
    const job = this.#job;
    this.#job = null;
    void job?.then(
      (running) => running.close(),
      () => undefined,
    );
  }
}

async function untilStopped<T>(answer: Promise<T>, signal: Abort | undefined): Promise<T> {
  if (signal === undefined) return await answer;
  return await new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(new EtcdError({ code: 'Cancelled', message: 'the reading was stopped' }));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
