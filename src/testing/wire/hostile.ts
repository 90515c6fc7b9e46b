import { describe, expect, it } from 'vitest';
import type { ConnectionId } from '../../contract/ids.ts';
import { LIVE_CALLS, WINDOW_BYTES, WINDOW_VALUES } from '../../contract/limits.ts';
import { Kind } from '../../contract/wire/frames.ts';
import { eventOf, failureIn, rawPeer, stillServes } from './peers.ts';
import { sampleRequests } from './sample-requests.ts';
import type { StubMethod } from './stub-api.ts';
import type { WireWorld } from './world.ts';

const connection = 'c0ffee' as ConnectionId; // a test is core here
const watchRequest = sampleRequests['watches.watch'];
const MEGABYTE = 1_000_000;

/** Tests that a misbehaving peer is refused, and the host survives. */
export function describeHostilePeers(world: WireWorld): void {
  describe('a peer that is not to be trusted', () => {
    const refusals: readonly (readonly [string, readonly unknown[], string])[] = [
      ['no such noun', [Kind.Call, 1, 'nobody.knows', {}], 'MethodUnknown'],
      ['no such method', [Kind.Call, 1, 'keys.drop', {}], 'MethodUnknown'],
      ['a prototype’s member', [Kind.Call, 1, '__proto__', {}], 'MethodUnknown'],
      ['a constructor', [Kind.Call, 1, 'constructor', {}], 'MethodUnknown'],
      ['a prototype’s member of a noun', [Kind.Call, 1, 'keys.constructor', {}], 'MethodUnknown'],
      ['a prototype as a noun', [Kind.Open, 1, '__proto__.toString', {}], 'MethodUnknown'],
      ['an empty name', [Kind.Call, 1, '', {}], 'MethodUnknown'],
      ['a call of a stream', [Kind.Call, 1, 'watches.watch', watchRequest], 'MethodUnknown'],
      ['a stream of a call', [Kind.Open, 1, 'settings.get', {}], 'MethodUnknown'],
      ['no request', [Kind.Call, 1, 'settings.get'], 'BadRequest'],
      ['a request that is no object', [Kind.Call, 1, 'settings.get', 'x'], 'BadRequest'],
      ['a member too many', [Kind.Call, 1, 'settings.get', { more: 1 }], 'BadRequest'],
      ['a member too few', [Kind.Call, 1, 'keys.get', { connection }], 'BadRequest'],
      ['text for bytes', [Kind.Call, 1, 'keys.get', { ...sampleRequests['keys.get'], key: '/a' }], 'BadRequest'],
      [
        'a limit out of bounds',
        [Kind.Open, 1, 'keys.children', { ...sampleRequests['keys.children'], limit: 10_001 }],
        'BadRequest',
      ],
      ['a name that is no text', [Kind.Call, 1, 7, {}], 'BadRequest'],
      ['a very long name', [Kind.Call, 1, 'x'.repeat(100_000), {}], 'BadRequest'],
      ['no name', [Kind.Open, 1], 'BadRequest'],
    ];

    it.each(refusals)('is refused with a typed failure: %s', async (_, frame, code) => {
      let ran = 0;
      const run: StubMethod = async () => ran++;
      const wireHost = await world.serveStub({ 'keys.get': run, 'settings.get': run, 'keys.children': run });
      const peer = await rawPeer(wireHost);
      peer.send(frame);
      const answer = await peer.next();
      expect(failureIn(answer)).toMatchObject({ code, retry: false });
      expect(answer[1]).toBe(1);
      expect(JSON.stringify(answer).length).toBeLessThan(1_000);
      expect(ran).toBe(0);
      await stillServes(peer);
    });

    const noFrames: readonly unknown[] = [
      null,
      'hello',
      42,
      {},
      [],
      [[]],
      new Uint8Array(3),
      [99, 1],
      ['0', 1, 'settings.get', {}],
      [Kind.Call, 0, 'settings.get', {}],
      [Kind.Call, -1, 'settings.get', {}],
      [Kind.Call, 1.5, 'settings.get', {}],
      [Kind.Call, '1', 'settings.get', {}],
      [Kind.Call, Number.NaN, 'settings.get', {}],
      [Kind.Credit, 1, -1, 1],
      [Kind.Credit, 1, 1, Number.POSITIVE_INFINITY],
      [Kind.Cancel],
      [Kind.Reply, 1, { ok: true, value: 1 }],
      [Kind.Goodbye, 7],
    ];

    it('is told of whatever is no frame, and the host lives on', async () => {
      const peer = await rawPeer(await world.serveStub({}));
      for (const noFrame of noFrames) {
        peer.send(noFrame);
        const answer = await peer.next();
        expect(answer[0], JSON.stringify(noFrame)).toBe(Kind.Refused);
        expect(failureIn(answer)).toMatchObject({ code: 'BadRequest' });
      }
      await stillServes(peer);
    });

    it('is ignored where it speaks of streams that nobody has', async () => {
      const peer = await rawPeer(await world.serveStub({}));
      peer.send([Kind.Credit, 77, 1, 1]);
      peer.send([Kind.Cancel, 77]);
      await stillServes(peer);
    });

    it('cannot use an id twice at a time', async () => {
      const hold = eventOf<'go'>();
      const wireHost = await world.serveStub({
        'keys.get': async () => {
          await hold.heard('go');
          return 'first';
        },
      });
      const peer = await rawPeer(wireHost);
      peer.send([Kind.Call, 5, 'keys.get', sampleRequests['keys.get']]);
      peer.send([Kind.Open, 5, 'watches.watch', watchRequest]);
      expect(failureIn(await peer.next())).toMatchObject({ code: 'BadRequest' });
      hold.tell('go');
      expect(await peer.next()).toEqual([Kind.Reply, 5, { ok: true, value: 'first' }]);
      peer.send([Kind.Call, 5, 'settings.get', {}]);
      expect(await peer.next()).toEqual([Kind.Reply, 5, { ok: true, value: null }]);
    });

    it('cannot have more than so many calls under way, cancelled ones included until they have ended', async () => {
      const hold = eventOf<'go'>();
      const wireHost = await world.serveStub({ 'keys.get': () => hold.heard('go').then(() => null) });
      const peer = await rawPeer(wireHost);
      for (let id = 1; id <= LIVE_CALLS; id++) peer.send([Kind.Call, id, 'keys.get', sampleRequests['keys.get']]);
      peer.send([Kind.Cancel, 1]);
      peer.send([Kind.Call, LIVE_CALLS + 1, 'settings.get', {}]);
      const refused = await peer.next();
      expect(refused[1]).toBe(LIVE_CALLS + 1);
      expect(failureIn(refused)).toMatchObject({ code: 'BadRequest', retry: true });
      // Other peers are not affected.
      await (await world.connectTo(wireHost)).api.settings.get({});
      hold.tell('go');
      for (let id = 1; id <= LIVE_CALLS; id++) await peer.next();
      await stillServes(peer);
    });

    it.each([
      ['small', 1, WINDOW_VALUES],
      ['large', MEGABYTE, Math.ceil(WINDOW_BYTES / MEGABYTE)],
    ])('gets no larger window by giving credit for %s values that it never took', async (_, size, window) => {
      let produced = 0;
      const wireHost = await world.serveStub({
        'watches.watch': async function* () {
          for (;;) {
            produced++;
            yield new Uint8Array(size);
          }
        },
      });
      const peer = await rawPeer(wireHost);
      peer.send([Kind.Open, 1, 'watches.watch', watchRequest]);
      const take = async (): Promise<void> => {
        for (let taken = 0; taken < window; ) {
          const frame = await peer.next();
          if (frame[0] === Kind.Values) taken += frame[2].length;
        }
      };
      await take();
      peer.send([Kind.Credit, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);
      await take();
      for (let call = 0; call < 20; call++) await stillServes(peer);
      expect(produced).toBe(2 * window);
      peer.send([Kind.Cancel, 1]);
    });
  });
}
