import { setTimeout as delay } from 'node:timers/promises';
import type { EtcdClient } from '../core/etcd/client.ts';

/** Writers that go on until they are stopped. */
export interface SteadyWrites {
  /** How many writes were answered. */
  readonly done: () => number;
  /** Ends the writers. Fails with the first write that failed. */
  stop(): Promise<void>;
}

const writers = 50;

/** Puts small values under a thousand keys, `perSecond` in all as far as the members keep up. */
export function startSteadyWrites(client: EtcdClient, perSecond: number): SteadyWrites {
  const stop = new AbortController();
  let done = 0;
  const write = async (writer: number): Promise<void> => {
    for (let due = performance.now(); !stop.signal.aborted; due += (writers / perSecond) * 1_000) {
      const key = Buffer.from(`/steady/${writer}/${done % 20}`);
      await client.call(({ kv }) => kv.put({ key, value: Buffer.alloc(100, writer) }), { timeoutMs: 20_000 });
      done += 1;
      const waitMs = due - performance.now();
      // A writer that fell behind does not catch up at once.
      if (waitMs > 0) await delay(waitMs);
      else due = performance.now();
    }
  };
  const writing = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  writing.catch(() => undefined);
  return {
    done: () => done,
    async stop() {
      stop.abort();
      await writing;
    },
  };
}
