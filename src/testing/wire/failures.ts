import { describe, expect, it } from 'vitest';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import type { ConnectionId, MemberId } from '../../contract/ids.ts';
import { failureOf } from './peers.ts';
import { sampleRequests } from './sample-requests.ts';
import type { WireWorld } from './world.ts';

const connection = 'c0ffee' as ConnectionId; // a test is core here
const watchRequest = sampleRequests['watches.watch'];

/** Tests that the client throws the failures of the server. */
export function describeFailures(world: WireWorld): void {
  describe('failures', () => {
    const failure: Failure = {
      code: 'Conflict',
      message: 'The key changed',
      endpoint: 'https://10.0.0.1:2379',
      member: '8e9e05c52164694d' as MemberId,
      operation: 'txn',
      retry: true,
      detail: { currentModRevision: 5_000_000_000, key: '/a' },
    };

    it('throws them again as they were, from a call and from a stream after its values', async () => {
      const { api } = await world.clientOf({
        'keys.put': async () => {
          throw new EtcdeckError(failure);
        },
        'watches.watch': async function* () {
          yield 1;
          yield 2;
          throw new EtcdeckError(failure);
        },
      });
      const thrown = await failureOf(api.keys.put(sampleRequests['keys.put']));
      expect(thrown.toFailure()).toStrictEqual(failure);

      const values: unknown[] = [];
      const ended = await failureOf(
        (async () => {
          for await (const value of api.watches.watch(watchRequest)) values.push(value);
        })(),
      );
      expect(values).toEqual([1, 2]);
      expect(ended.toFailure()).toStrictEqual(failure);
    });

    it('carries a failure that is part of a value as data', async () => {
      const { api } = await world.clientOf({
        'cluster.status': async () => ({ members: [{ failure: new EtcdeckError(failure) }] }),
      });
      const status: unknown = await api.cluster.status({ connection });
      expect(status).toStrictEqual({ members: [{ failure }] });
    });

    it('names the method that failed, and tells a bug to the host', async () => {
      const wireHost = await world.serveStub({
        'keys.get': async () => {
          throw new TypeError('undefined is not a function');
        },
        'settings.get': async () => ({ notPlain: new Map() }),
      });
      const { api } = await world.connectTo(wireHost);
      expect((await failureOf(api.keys.get(sampleRequests['keys.get']))).toFailure()).toEqual({
        code: 'Internal',
        message: 'undefined is not a function',
        operation: 'keys.get',
        retry: false,
      });
      expect(await failureOf(api.settings.get({}))).toMatchObject({ code: 'Internal' });
      expect(wireHost.bugs.map(({ method }) => method)).toEqual(['keys.get', 'settings.get']);
    });
  });
}
