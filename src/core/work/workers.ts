import { type MessagePort, Worker } from 'node:worker_threads';
import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { embedded } from '../assets/embedded.ts';
import type { Ports } from '../ports.ts';
import type { JobKind } from './job.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** A job in its own thread. Awaiting each answer before the next part keeps memory flat. */
export interface RunningJob<Part, Reply, Result> {
  /** Hands over a part; `transfer` moves buffers instead of copying them, and leaves them empty here. */
  take(part: Part, transfer?: readonly ArrayBuffer[]): Promise<Reply>;
  /** The result; the thread ends with it. */
  finish(): Promise<Result>;
  /** Ends the thread at once; its unanswered calls fail with `Cancelled`. */
  close(): void;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** How a job is started. */
export interface JobOptions {
  readonly signal?: Abort | undefined;
  /** In MiB, instead of its kind's. */
  readonly memory?: number;
  /** The ports in its parameters, which are moved to its thread. */
  readonly transfer?: readonly MessagePort[];
}

/**
 * Starts a job in a worker thread, which keeps the host's event loop free. `signal` ends it, even in an endless loop.
 * What it is asked fails with `OutOfMemory` where its objects take more than `memory` (MiB; its kind says how much
 * else).
 */
export async function startJob<Params, Part, Reply, Result>(
  ports: Pick<Ports, 'workerFile'>,
  kind: JobKind<Params, Part, Reply, Result>,
  params: Params,
  options: JobOptions = {},
): Promise<RunningJob<Part, Reply, Result>> {
  const memory = options.memory ?? kind.memory;
  const worker = startThread(await ports.workerFile(), memory);
  const waiting: Waiting[] = [];
  let ended: Error | null = null;
  const end = (error: Error): void => {
    ended ??= error;
    options.signal?.removeEventListener('abort', stop);
    for (const { reject } of waiting.splice(0)) reject(error);
    void worker.terminate();
  };
  const stop = (): void => end(new EtcdeckError({ code: 'Cancelled', message: 'the work was stopped' }));
  worker.on('message', (message: FromWorker) => settle(waiting.shift(), message));
  worker.on('error', (error) => end(isOutOfMemory(error) ? outOfMemory(memory) : error));
  worker.on('exit', () => end(new EtcdeckError({ code: 'Cancelled', message: 'the work has ended' })));
  options.signal?.addEventListener('abort', stop, { once: true });
  const ask = (message: ToWorker, transfer: readonly (ArrayBuffer | MessagePort)[] = []): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (ended !== null) return reject(ended);
      waiting.push({ resolve, reject });
      worker.postMessage(message, transfer);
    });
  if (options.signal?.aborted) stop();
  try {
    await ask({ kind: 'start', name: kind.name, params }, options.transfer);
  } catch (error) {
    // The job is given to no caller who could end its thread.
    stop();
    throw error;
  }
  return {
    // What a job answers is what its kind says; the clone in between keeps it so.
    take: async (part, transfer) => (await ask({ kind: 'take', part }, transfer)) as Reply,
    async finish() {
      try {
        // As above.
        return (await ask({ kind: 'finish' })) as Result;
      } finally {
        stop();
      }
    },
    close: stop,
  };
}

function startThread(file: string, memory: number): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: memory };
  const source = embedded?.read(file)?.toString('utf8');
  return source === undefined
    ? new Worker(file, { resourceLimits })
    : new Worker(source, { eval: true, resourceLimits });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function outOfMemory(memory: number): EtcdeckError {
  const message = `it took more than ${memory} MiB of memory`;
  return new EtcdeckError({ code: 'OutOfMemory', message });
}

function settle(asked: Waiting | undefined, message: FromWorker): void {
  if (message.kind === 'answer') asked?.resolve(message.value);
  else if (message.kind === 'failure') asked?.reject(new EtcdeckError(message.failure));
  else asked?.reject(new Error(`in a worker: ${message.stack}`));
}
