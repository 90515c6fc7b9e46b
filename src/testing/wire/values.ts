import { describe, expect, it } from 'vitest';
import type { ConnectionId } from '../../contract/ids.ts';
import { collect, invoke } from './peers.ts';
import { sampleRequests } from './sample-requests.ts';
import { methodNames, type StubMethod } from './stub-api.ts';
import type { WireWorld } from './world.ts';

const connection = 'c0ffee' as ConnectionId; // a test is core here
const watchRequest = sampleRequests['watches.watch'];

/** Tests every method, and the values that a request and an answer may hold. */
export function describeValues(world: WireWorld): void {
  describe('values', () => {
    it('carries the request and the answer of every method in the list', async () => {
      const seen = new Map<string, unknown>();
      const methods: Record<string, StubMethod> = {};
      for (const { name, verb } of methodNames) {
        methods[name] =
          verb === 'call'
            ? async (request) => {
                seen.set(name, request);
                return { answered: name };
              }
            : async function* (request) {
                seen.set(name, request);
                yield { answered: name, number: 1 };
                yield { answered: name, number: 2 };
              };
      }
      const { api } = await world.clientOf(methods);
      for (const { name, verb } of methodNames) {
        const answer = invoke(api, name, sampleRequests[name]);
        if (verb === 'call') {
          expect(await answer).toEqual({ answered: name });
        } else {
          expect(await collect(answer as AsyncIterable<unknown>)).toEqual([
            { answered: name, number: 1 },
            { answered: name, number: 2 },
          ]);
        }
        expect(seen.get(name), name).toStrictEqual(sampleRequests[name]);
      }
      expect(seen.size).toBe(methodNames.length);
    });

    it.each([
      ['every byte', Uint8Array.from({ length: 256 }, (_, index) => index)],
      ['nothing', new Uint8Array(0)],
      ['1.4 MB', Uint8Array.from({ length: 1_400_000 }, (_, index) => (index * 31) & 0xff)],
      ['a part of a pool', Buffer.from('a part of a pool')],
      ['a view', new Uint8Array(new Uint8Array(1_024).fill(7).buffer, 100, 5)],
    ])('keeps bytes as they are, both ways: %s', async (_, bytes) => {
      const { api } = await world.clientOf({
        'keys.put': async (request) => {
          const { value } = request as { value: Uint8Array };
          expect(Object.getPrototypeOf(value)).toBe(Uint8Array.prototype);
          // Core's answer may be a Node buffer.
          return { meta: { key: Buffer.from(value) }, revision: value.byteLength };
        },
      });
      const answer = await api.keys.put({
        connection,
        key: bytes.slice(0, 10),
        value: bytes,
        expectedModRevision: 0,
        lease: null,
      });
      expect(Object.getPrototypeOf(answer.meta.key)).toBe(Uint8Array.prototype);
      expect(Buffer.compare(answer.meta.key, bytes)).toBe(0);
      expect(answer.revision).toBe(bytes.byteLength);
    });

    it('keeps numbers beyond 32 bits, ids, and every kind of plain value', async () => {
      const value = {
        numbers: [0, -1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 0.1, 1e300],
        id: 'ffffffffffffffff',
        text: 'Zürich 水 🚀 \u0000',
        nothing: null,
        no: false,
        nested: { list: [[], {}, [{ deep: new Uint8Array([1, 2]) }]] },
      };
      const { api } = await world.clientOf({ 'settings.host': async () => value });
      expect(await api.settings.host({})).toStrictEqual(value);
    });

    it('leaves an undefined member out, both ways', async () => {
      const members: string[][] = [];
      const { api } = await world.clientOf({
        'connections.open': async function* (request) {
          members.push(Object.keys((request as { secrets: object }).secrets));
          yield { phase: 'connected', absent: undefined, inner: [{ absent: undefined, there: 1 }] };
        },
      });
      const secrets = { password: undefined, passphrase: 'x' } as unknown as { passphrase: string };
      const [state] = await collect(api.connections.open({ connection, secrets }));
      expect(members).toEqual([['passphrase']]);
      expect(state).toStrictEqual({ phase: 'connected', inner: [{ there: 1 }] });
    });

    it('answers null where a method answers nothing', async () => {
      const { api } = await world.clientOf({ 'connections.remove': async () => undefined });
      expect(await api.connections.remove({ connection })).toBeNull();
    });

    it('keeps the order of a long stream', async () => {
      const { api } = await world.clientOf({
        'watches.watch': async function* () {
          for (let revision = 0; revision < 5_000; revision++) yield { kind: 'progress', revision };
        },
      });
      let expected = 0;
      for await (const notice of api.watches.watch(watchRequest)) {
        expect(notice).toEqual({ kind: 'progress', revision: expected++ });
      }
      expect(expected).toBe(5_000);
    });
  });
}
