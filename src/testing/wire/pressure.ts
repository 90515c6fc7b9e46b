import { describe, expect, it } from 'vitest';
import type { ConnectionId } from '../../contract/ids.ts';
import { FRAME_BYTES, WINDOW_BYTES, WINDOW_VALUES } from '../../contract/limits.ts';
import { Kind } from '../../contract/wire/frames.ts';
import { collect, liveBufferBytes, rawPeer, roundTrips } from './peers.ts';
import { sampleRequests } from './sample-requests.ts';
import type { WireWorld } from './world.ts';

const connection = 'c0ffee' as ConnectionId; // a test is core here
const watchRequest = sampleRequests['watches.watch'];
const MEGABYTE = 1_000_000;

/** Tests that a stalled consumer stalls its source, in values and in bytes. */
export function describeBackPressure(world: WireWorld): void {
  describe('back-pressure', () => {
    it('stops a source of 1 MB values whose consumer stalls, and memory stays flat', async () => {
      let produced = 0;
      const { api } = await world.clientOf({
        'watches.watch': async function* () {
          for (;;) {
            produced++;
            yield new Uint8Array(MEGABYTE).fill(produced);
          }
        },
      });
      const window = Math.ceil(WINDOW_BYTES / MEGABYTE) + 1;
      const before = await liveBufferBytes(api);
      const iterator = api.watches.watch(watchRequest)[Symbol.asyncIterator]();
      await iterator.next();
      await roundTrips(api, 50);
      expect(produced).toBeLessThanOrEqual(window + 1);
      expect((await liveBufferBytes(api)) - before).toBeLessThan(4 * WINDOW_BYTES);

      for (let taken = 1; taken < 100; taken++) {
        const { value } = await iterator.next();
        expect(value).toHaveLength(MEGABYTE);
        expect(produced - taken).toBeLessThanOrEqual(window + 1);
      }
      expect((await liveBufferBytes(api)) - before).toBeLessThan(4 * WINDOW_BYTES);
      await iterator.return?.();
    });

    it('stops a source of small values after one window', async () => {
      let produced = 0;
      const { api } = await world.clientOf({
        'watches.watch': async function* () {
          for (;;) yield { kind: 'progress', revision: produced++ };
        },
      });
      const iterator = api.watches.watch(watchRequest)[Symbol.asyncIterator]();
      await iterator.next();
      await roundTrips(api, 20);
      expect(produced).toBe(WINDOW_VALUES);
      for (let taken = 1; taken < 10 * WINDOW_VALUES; taken++) await iterator.next();
      expect(produced).toBeLessThanOrEqual(11 * WINDOW_VALUES);
      await iterator.return?.();
    });

    it('sends a value larger than the window, and goes on', async () => {
      const { api } = await world.clientOf({
        'watches.watch': async function* () {
          for (let index = 0; index < 3; index++) yield new Uint8Array(2 * WINDOW_BYTES).fill(index);
        },
      });
      const values = await collect<unknown>(api.watches.watch(watchRequest));
      expect(values.map((value) => (value as Uint8Array)[5])).toEqual([0, 1, 2]);
    });

    it('does not let one stalled stream hold up another', async () => {
      const { api } = await world.clientOf({
        'watches.watch': async function* () {
          for (;;) yield new Uint8Array(MEGABYTE);
        },
        'cluster.follow': async function* () {
          for (let index = 0; index < 1_000; index++) yield index;
        },
      });
      const stalled = api.watches.watch(watchRequest)[Symbol.asyncIterator]();
      await stalled.next();
      expect(await collect(api.cluster.follow({ connection, intervalMs: 1_000 }))).toHaveLength(1_000);
      await stalled.return?.();
    });

    it('packs small values together, into frames of at most 1 MiB or one value', async () => {
      const wireHost = await world.serveStub({
        'watches.watch': async function* () {
          for (let index = 0; index < 40; index++) yield new Uint8Array(index % 10 === 9 ? 1_500_000 : 90_000);
        },
      });
      const peer = await rawPeer(wireHost);
      peer.send([Kind.Open, 1, 'watches.watch', watchRequest]);
      let received = 0;
      let frames = 0;
      while (received < 40) {
        const frame = await peer.next();
        if (frame[0] !== Kind.Values) throw new Error(`frame ${frame[0]}`);
        const bytes = frame[2].reduce<number>((sum, value) => sum + (value as Uint8Array).byteLength, 0);
        expect(frame[2].length === 1 || bytes <= FRAME_BYTES).toBe(true);
        received += frame[2].length;
        frames++;
        peer.send([Kind.Credit, 1, frame[2].length, frame[3]]);
      }
      expect(frames).toBeLessThan(20);
    });
  });
}
