import { describe, expect, it } from 'vitest';
import { WINDOW_VALUES } from '../../contract/limits.ts';
import { collect, eventOf, failureOf, quietAfterOne, roundTrips } from './peers.ts';
import { sampleRequests } from './sample-requests.ts';
import type { WireWorld } from './world.ts';

const watchRequest = sampleRequests['watches.watch'];

/** Tests that a consumer that stops waiting stops the source. */
export function describeCancel(world: WireWorld): void {
  describe('cancel', () => {
    it('reaches a call at its source', async () => {
      const source = eventOf<'started' | 'aborted'>();
      const { api } = await world.clientOf({
        'keys.get': (_, { signal }) => {
          source.tell('started');
          return new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => {
              source.tell('aborted');
              reject(new Error('aborted'));
            }),
          );
        },
      });
      const stop = new AbortController();
      const answer = failureOf(api.keys.get(sampleRequests['keys.get'], { signal: stop.signal }));
      await source.heard('started');
      stop.abort();
      expect(await answer).toMatchObject({ code: 'Cancelled', operation: 'keys.get' });
      await source.heard('aborted');
    });

    it.each(['abort', 'break', 'return'] as const)('reaches a stream at its source: %s', async (how) => {
      const source = eventOf<'aborted' | 'ended'>();
      const { api } = await world.clientOf({ 'watches.watch': (_, { signal }) => quietAfterOne(signal, source.tell) });
      const stop = new AbortController();
      const stream = api.watches.watch(watchRequest, { signal: stop.signal });
      if (how === 'break') {
        for await (const _ of stream) break;
      } else {
        const iterator = stream[Symbol.asyncIterator]();
        await iterator.next();
        const quiet = iterator.next();
        if (how === 'abort') {
          const failure = failureOf(quiet);
          stop.abort();
          expect(await failure).toMatchObject({ code: 'Cancelled' });
        } else {
          await iterator.return?.();
          expect(await quiet).toEqual({ done: true, value: undefined });
        }
        expect(await iterator.next()).toEqual({ done: true, value: undefined });
      }
      await source.heard('aborted');
      await source.heard('ended');
    });

    it('ends a source that waits for its consumer to take what it gave', async () => {
      const source = eventOf<'ended'>();
      let produced = 0;
      const { api } = await world.clientOf({
        'watches.watch': async function* () {
          try {
            for (;;) yield produced++;
          } finally {
            source.tell('ended');
          }
        },
      });
      const iterator = api.watches.watch(watchRequest)[Symbol.asyncIterator]();
      await iterator.next();
      await roundTrips(api, 20);
      expect(produced).toBe(WINDOW_VALUES);
      await iterator.return?.();
      await source.heard('ended');
    });

    it('sends nothing for what is cancelled before it begins', async () => {
      let calls = 0;
      const { api } = await world.clientOf({
        'keys.get': async () => calls++,
        'watches.watch': async function* () {
          yield calls++;
        },
      });
      const signal = AbortSignal.abort();
      expect(await failureOf(api.keys.get(sampleRequests['keys.get'], { signal }))).toMatchObject({
        code: 'Cancelled',
      });
      expect(await failureOf(collect(api.watches.watch(watchRequest, { signal })))).toMatchObject({
        code: 'Cancelled',
      });
      await api.settings.get({});
      expect(calls).toBe(0);
    });

    it('ends every stream of a client that is gone', async () => {
      const source = eventOf<'aborted' | 'ended'>();
      const wireHost = await world.serveStub({
        'watches.watch': (_, { signal }) => quietAfterOne(signal, source.tell),
      });
      const client = await world.connectTo(wireHost);
      await client.api.watches.watch(watchRequest)[Symbol.asyncIterator]().next();
      client.close();
      await source.heard('aborted');
      await source.heard('ended');
    });
  });
}
