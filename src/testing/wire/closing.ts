import { describe, expect, it } from 'vitest';
import type { EtcdeckError } from '../../contract/failure.ts';
import { collect, eventOf, failureOf, quietAfterOne } from './peers.ts';
import { sampleRequests } from './sample-requests.ts';
import type { WireWorld } from './world.ts';

const watchRequest = sampleRequests['watches.watch'];

/** Tests that the client notices when the backend is gone. */
export function describeClosing(world: WireWorld): void {
  describe('a backend that closes', () => {
    it.each(['goodbye', 'cut'] as const)('is noticed by calls, streams and listeners: %s', async (how) => {
      const source = eventOf<'aborted' | 'ended'>();
      const started = eventOf<'call'>();
      const wireHost = await world.serveStub({
        'keys.get': () => {
          started.tell('call');
          return new Promise(() => undefined);
        },
        'watches.watch': (_, { signal }) => quietAfterOne(signal, source.tell),
      });
      const client = await world.connectTo(wireHost);
      const told = new Promise<EtcdeckError>((resolve) => void client.onDidClose(resolve));
      const call = failureOf(client.api.keys.get(sampleRequests['keys.get']));
      const iterator = client.api.watches.watch(watchRequest)[Symbol.asyncIterator]();
      await iterator.next();
      const quiet = failureOf(iterator.next());
      await started.heard('call');

      if (how === 'goodbye') wireHost.goodbye('etcdeck is quitting');
      else wireHost.cut();

      expect(await call).toMatchObject({ code: 'BackendClosed' });
      expect(await quiet).toMatchObject({ code: 'BackendClosed' });
      const failure = await told;
      expect(failure).toMatchObject({ code: 'BackendClosed' });
      if (how === 'goodbye') expect(failure.message).toBe('etcdeck is quitting');
      expect(await failureOf(client.api.settings.get({}))).toMatchObject({ code: 'BackendClosed' });
      expect(await failureOf(collect(client.api.watches.watch(watchRequest)))).toMatchObject({
        code: 'BackendClosed',
      });
      // A listener that is added late is called too.
      await new Promise((resolve) => client.onDidClose(resolve));
      await source.heard('aborted');
    });
  });
}
