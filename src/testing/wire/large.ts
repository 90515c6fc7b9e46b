import { describe, expect, it } from 'vitest';
import { CLIENT_MESSAGE_BYTES, REQUEST_KEYS, VALUE_DEPTH } from '../../contract/limits.ts';
import { Kind } from '../../contract/wire/frames.ts';
import { collect, failureIn, failureOf, rawPeer, stillServes } from './peers.ts';
import { sampleRequests } from './sample-requests.ts';
import type { WireWorld } from './world.ts';

const copy = sampleRequests['plans.planCopy'];
const encoder = new TextEncoder();

const names = (count: number): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, at) => encoder.encode(`configuration/of/a/service/${at}`));

/** Tests that both sides have the same request limits, and that every refusal is answered. */
export function describeLargeRequests(world: WireWorld): void {
  describe('a large request', () => {
    it.each([5_000, REQUEST_KEYS])('arrives whole with %i keys', async (count) => {
      let seen: readonly Uint8Array[] = [];
      const { api } = await world.clientOf({
        'plans.planCopy': async function* (request) {
          seen = (request as typeof copy).names ?? [];
          yield { kind: 'progress', scanned: seen.length };
        },
      });
      const asked = names(count);
      expect(await collect(api.plans.planCopy({ ...copy, names: asked }))).toHaveLength(1);
      expect(seen).toHaveLength(count);
      expect(seen.at(-1)).toEqual(asked.at(-1));
    });

    it('is refused by the client before it is sent, in a call and in a stream', async () => {
      let ran = 0;
      const { api } = await world.clientOf({
        'keys.put': async () => ran++,
        'plans.planCopy': async function* () {
          yield ran++;
        },
      });
      const tooMany = collect(api.plans.planCopy({ ...copy, names: names(REQUEST_KEYS + 1) }));
      expect(await failureOf(tooMany)).toMatchObject({
        code: 'BadRequest',
        operation: 'plans.planCopy',
        message: expect.stringContaining(`${REQUEST_KEYS + 1} keys`),
      });
      const value = new Uint8Array(CLIENT_MESSAGE_BYTES);
      expect(await failureOf(api.keys.put({ ...sampleRequests['keys.put'], value }))).toMatchObject({
        code: 'BadRequest',
        operation: 'keys.put',
        message: expect.stringContaining('bytes'),
      });
      // Nothing of it reached the connection.
      await api.settings.get({});
      expect(ran).toBe(0);
    });

    it('ends its stream where it was refused, and is no call that hangs', async () => {
      const { api } = await world.clientOf({});
      const iterator = api.plans.planCopy({ ...copy, names: names(REQUEST_KEYS + 1) })[Symbol.asyncIterator]();
      await failureOf(iterator.next());
      expect(await iterator.next()).toEqual({ done: true, value: undefined });
    });

    it('is answered where a peer sends it all the same', async () => {
      const peer = await rawPeer(await world.serveStub({}));
      const nested = (levels: number): unknown => (levels === 0 ? {} : [nested(levels - 1)]);
      const requests = [
        { ...copy, names: names(REQUEST_KEYS + 1) },
        { ...copy, names: Array(3 * REQUEST_KEYS).fill(null) },
        { ...copy, names: nested(2 * VALUE_DEPTH) },
      ];
      for (const [at, request] of requests.entries()) {
        peer.send([Kind.Open, at + 1, 'plans.planCopy', request]);
        const answer = await peer.next();
        expect(answer[1]).toBe(at + 1);
        expect(failureIn(answer)).toMatchObject({ code: 'BadRequest' });
        expect(JSON.stringify(answer).length).toBeLessThan(2_000);
      }
      await stillServes(peer);
    });
  });
}
