import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { Ports } from '../ports.ts';
import type { KindOf } from '../work/job.ts';
import { type RunningJob, startJob } from '../work/workers.ts';
import { tooCostly } from './value-bounds.ts';
import { mostMs } from './value-deadline.ts';
import type { startValues, ValueAnswer, ValueWork } from './values-job.ts';

/** Starting a thread takes about 100 ms, so it waits this long for another large value. */
const idleMs = 2_000;

/** The bounds of a thread. */
export interface ThreadBounds {
  /** The time for one value, in milliseconds. */
  most(work: ValueWork): number;
  /** The time for the thread to stop by itself after a cancellation, in milliseconds. */
  readonly grace: number;
  /** The heap of the thread, in MiB. */
  readonly memory: number;
}

const valuesJob: KindOf<typeof startValues> = { name: 'values', memory: 512 };
const usual: ThreadBounds = { most: mostMs, grace: 250, memory: valuesJob.memory };

interface Task {
  readonly work: ValueWork;
  readonly resolve: (answer: ValueAnswer) => void;
  readonly reject: (error: unknown) => void;
  isStopped: boolean;
}

/**
 * A worker thread for large values, which keeps the host's event loop free. Starts on demand and ends when idle. Works
 * on one value at a time: one that exceeds its time or memory ends the thread and fails alone, and a new thread takes
 * those queued behind it.
 */
export class ValuesThread {
  readonly #ports: Pick<Ports, 'workerFile' | 'resourcesFolder'>;
  readonly #bounds: ThreadBounds;
  readonly #waiting: Task[] = [];
  #job: Promise<RunningJob<ValueWork, ValueAnswer, void>> | null = null;
  #current: Task | null = null;
  #giveUp: (() => void) | null = null;
  #idle: NodeJS.Timeout | undefined;

  constructor(ports: Pick<Ports, 'workerFile' | 'resourcesFolder'>, bounds: ThreadBounds = usual) {
    this.#ports = ports;
    this.#bounds = bounds;
  }

  /** Works on a value in the thread. Fails with `ValueTooCostly`, and with `Cancelled` as soon as it is stopped. */
  async do(work: ValueWork, signal: Abort | undefined): Promise<ValueAnswer> {
    if (signal?.aborted) throw stopped();
    clearTimeout(this.#idle);
    return await new Promise<ValueAnswer>((resolve, reject) => {
      const stop = (): void => this.#stop(task);
      const settled =
        <T>(settle: (result: T) => void) =>
        (result: T): void => {
          signal?.removeEventListener('abort', stop);
          settle(result);
        };
      const task: Task = { work, resolve: settled(resolve), reject: settled(reject), isStopped: false };
      signal?.addEventListener('abort', stop, { once: true });
      this.#waiting.push(task);
      void this.#next();
    });
  }

  /** Ends the thread; pending work fails with `Cancelled`. */
  close(): void {
    clearTimeout(this.#idle);
    for (const task of this.#waiting.splice(0)) task.reject(stopped());
    this.#current?.reject(stopped());
    this.#end();
  }

  async #next(): Promise<void> {
    if (this.#current !== null) return;
    const task = this.#waiting.shift();
    if (task === undefined) {
      this.#idle = setTimeout(() => this.close(), idleMs).unref();
      return;
    }
    this.#current = task;
    try {
      task.resolve(await this.#work(task));
    } catch (error) {
      task.reject(error);
    }
    this.#current = null;
    void this.#next();
  }

  async #work(task: Task): Promise<ValueAnswer> {
    const { resourcesFolder } = this.#ports;
    this.#job ??= startJob(this.#ports, valuesJob, { resourcesFolder }, { memory: this.#bounds.memory });
    const job = this.#job;
    let late: EtcdeckError | null = null;
    let timer: NodeJS.Timeout | undefined;
    const endWithin = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        late = tooCostly('time', `It takes longer than ${Math.ceil(ms / 1_000)} s`);
        if (this.#job === job) this.#end();
      }, ms);
    };
    try {
      const running = await job;
      if (task.isStopped) throw stopped();
      endWithin(this.#bounds.most(task.work));
      this.#giveUp = () => endWithin(this.#bounds.grace);
      return await running.take(task.work);
    } catch (error) {
      if (!isAnswer(error) && this.#job === job) this.#end();
      throw late ?? asCost(error);
    } finally {
      clearTimeout(timer);
      this.#giveUp = null;
    }
  }

  /** Rejects at once. The thread gets a moment to stop the work by itself, so that it stays for the next value. */
  #stop(task: Task): void {
    task.isStopped = true;
    task.reject(stopped());
    const place = this.#waiting.indexOf(task);
    if (place >= 0) this.#waiting.splice(place, 1);
    else if (this.#current === task) this.#giveUp?.();
  }

  #end(): void {
    const job = this.#job;
    this.#job = null;
    void job?.then(
      (running) => running.close(),
      () => undefined,
    );
  }
}

/** Returns whether the thread can continue: after an `EtcdeckError` it can; a bug leaves it in an unknown state. */
function isAnswer(error: unknown): boolean {
  return error instanceof EtcdeckError && error.code !== 'Cancelled' && error.code !== 'OutOfMemory';
}

function asCost(error: unknown): unknown {
  const isMemory = error instanceof EtcdeckError && error.code === 'OutOfMemory';
  return isMemory ? tooCostly('memory', `To read it ${error.message}`) : error;
}

function stopped(): EtcdeckError {
  return new EtcdeckError({ code: 'Cancelled', message: 'the reading was stopped' });
}
