import { setTimeout as pass } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { expect, it } from 'vitest';
import type { WatchesApi } from '../../contract/watches.ts';
import { createClient } from '../../contract/wire/client.ts';
import { serve } from '../../contract/wire/server.ts';
import type { Transport } from '../../contract/wire/transport.ts';
import { openConnection } from '../../testing/open-connection.ts';
import { plainValues } from '../../testing/plain-values.ts';
import { startProxy } from '../../testing/proxy.ts';
import { RevisionTally, talliedEntries, talliedPrefix } from '../../testing/revision-tally.ts';
import { startCluster } from '../../testing/test-cluster.ts';
import { stubApi } from '../../testing/wire/stub-api.ts';
import { EtcdClient } from '../etcd/client.ts';
import { txnPuts } from '../etcd/kv.ts';
import { createWatches } from './create-watches.ts';

const seconds = process.env.ETCDECK_FULL === '1' ? 30 : 6;
const eventsInTxn = 100;
const txnsInSecond = 100;
const total = seconds * txnsInSecond * eventsInTxn;
const valueBytes = 400;
// gRPC reads up to 16 messages ahead, of about 1.5 MB each; what it held was under 35 MB with 900,000 events held back.
const mostHeld = Math.min((total * valueBytes * 3) / 4, 50_000_000);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void; // what the flag brings

/** What is held now; what is garbage is swept by another thread, so the least of several looks counts. */
async function liveBytes(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 5; look++) {
    collectGarbage();
    await pass(20);
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    least = Math.min(least, heapUsed + arrayBuffers);
  }
  return least;
}

function transportOf(port: MessagePort): Transport {
  return {
    send: (frame) => port.postMessage(frame),
    onMessage: (listener) => port.on('message', listener),
    onClose: (listener) => port.once('close', () => listener('The port closed')),
    close: () => port.close(),
  };
}

it(
  `of 10,000 events a second for ${seconds} s reach a slow window once each, and pile up nowhere on the way`,
  async () => {
    const cluster = await startCluster();
    const proxy = await startProxy(cluster.endpoints[0] ?? '');
    const connection = openConnection(cluster.target({ endpoints: [proxy.endpoint] }));
    const writer = new EtcdClient(cluster.target());
    const { port1, port2 } = new MessageChannel();
    const watches = createWatches(connection.open, plainValues);
    // The wire's server has checked the request.
    const served = stubApi({
      'watches.watch': (request, options) => watches.watch(request as Parameters<WatchesApi['watch']>[0], options),
    });
    serve(served, transportOf(port1), (method, error) => {
      throw new Error(method, { cause: error });
    });
    const { api, close } = createClient(transportOf(port2));
    try {
      const request = {
        connection: connection.id,
        key: talliedPrefix,
        isPrefix: true,
        startRevision: 2,
        previous: false,
        reveal: false,
      };
      const steps = api.watches.watch(request)[Symbol.asyncIterator]();
      const tally = new RevisionTally(2);
      const take = async (): Promise<void> => {
        const { value, done } = await steps.next();
        if (done === true) throw new Error('the watch ended');
        if (value.kind === 'reconnecting') throw new Error(`cut: ${value.failure.message}`);
        tally.take(value);
      };
      await take();
      const before = await liveBytes();

      const startedAt = performance.now();
      let written = 0;
      let isWritten = false;
      const writing = (async () => {
        for (let serial = 0; written < total; serial += 1) {
          await txnPuts(writer, talliedEntries(serial, { size: eventsInTxn, valueBytes }), { timeoutMs: 60_000 });
          written += eventsInTxn;
          const early = startedAt + (written / (txnsInSecond * eventsInTxn)) * 1_000 - performance.now();
          if (early > 1) await pass(early);
        }
        isWritten = true;
      })();
      // A window that draws a row or two at a time, and on a slow machine not even that.
      while (!isWritten) {
        const isBehind = tally.events * 4 < written;
        if (isBehind) await take();
        if (!isBehind || tally.events % 16 === 0) await pass(16);
      }
      await writing;
      const rate = (written / (performance.now() - startedAt)) * 1_000;
      const heldBack = written - tally.events;
      const read = proxy.bytesToClient();
      expect(heldBack, `of ${written} written at ${Math.round(rate)} a second`).toBeGreaterThan(total / 2);
      // Behind the window and the member lie the credit, a gRPC message, and what HTTP/2 and TCP hold.
      const held = (await liveBytes()) - before;
      expect(held).toBeLessThan(mostHeld);
      while (tally.events < total) await take();
      expect(proxy.bytesToClient()).toBeGreaterThan(read);
      expect((await liveBytes()) - before).toBeLessThan(mostHeld);
      console.log(`${written} events, ${Math.round(rate)} a second; ${heldBack} held back in ${held} bytes`);
      await steps.return?.();
    } finally {
      close();
      writer.close();
      connection.close();
      await proxy.close();
      await cluster.close();
    }
  },
  (seconds + 180) * 1_000,
);
