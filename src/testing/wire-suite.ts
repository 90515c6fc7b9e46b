import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import type { Api } from '../contract/api.ts';
import { EtcdError, type Failure } from '../contract/failure.ts';
import type { ConnectionId, MemberId } from '../contract/ids.ts';
import { type Client, createClient } from '../contract/wire/client.ts';
import { Kind, parseServerFrame, type ServerFrame } from '../contract/wire/frames.ts';
import { FRAME_BYTES, LIVE_CALLS, WINDOW_BYTES, WINDOW_VALUES } from '../contract/wire/limits.ts';
import type { Transport } from '../contract/wire/transport.ts';
import { sampleRequests } from './sample-requests.ts';
import { methodNames, type StubMethod, stubApi } from './stub-api.ts';

/** A host that serves an implementation over a real transport. */
export interface WireHost {
  /** The client's end of a connection of its own. */
  connect(): Promise<Transport>;
  /** Says goodbye to everyone. */
  goodbye(reason: string): void;
  /** Ends every connection without a word, as a host does that is killed. */
  cut(): void;
  /** The bugs reported so far. */
  readonly bugs: readonly { readonly method: string; readonly error: unknown }[];
  close(): Promise<void>;
}

const connection = 'c0ffee' as ConnectionId;
const watchRequest = sampleRequests['watches.watch'];
const MEGABYTE = 1_000_000;

/** What the wire promises, held against one transport. The implementation behind it is a stub: the wire is under test. */
export function describeWire(transportName: string, startHost: (api: Api) => Promise<WireHost>): void {
  let host: WireHost | undefined;
  const clients: Client[] = [];

  async function serveStub(methods: Parameters<typeof stubApi>[0]): Promise<WireHost> {
    host = await startHost(stubApi(methods));
    return host;
  }
  async function connectTo(wireHost: WireHost): Promise<Client> {
    const client = createClient(await wireHost.connect());
    clients.push(client);
    return client;
  }
  const clientOf = async (methods: Parameters<typeof stubApi>[0]): Promise<Client> =>
    connectTo(await serveStub(methods));

  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await host?.close();
    host = undefined;
  });

  describe(`the wire over ${transportName}`, () => {
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
        const { api } = await clientOf(methods);
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
        const { api } = await clientOf({
          'keys.put': async (request) => {
            const { value } = request as { value: Uint8Array };
            expect(Object.getPrototypeOf(value)).toBe(Uint8Array.prototype);
            // What core answers with may well be one of Node's own buffers.
            return { meta: { key: Buffer.from(value) }, revision: value.byteLength };
          },
        });
        const answer = await api.keys.put({
          connection,
          key: bytes.slice(0, 10),
          value: bytes,
          expectedModRevision: 0,
        });
        expect(Object.getPrototypeOf(answer.meta.key)).toBe(Uint8Array.prototype);
        expect(Buffer.compare(answer.meta.key, bytes)).toBe(0);
        expect(answer.revision).toBe(bytes.byteLength);
      });

      it('keeps numbers beyond 32 bits, ids, and every kind of plain value', async () => {
        const value = {
          numbers: [
            0,
            -1,
            2 ** 31,
            2 ** 32,
            2 ** 32 + 1,
            Number.MAX_SAFE_INTEGER,
            -Number.MAX_SAFE_INTEGER,
            0.1,
            1e300,
          ],
          id: 'ffffffffffffffff',
          text: 'Zürich 水 🚀 \u0000',
          nothing: null,
          no: false,
          nested: { list: [[], {}, [{ deep: new Uint8Array([1, 2]) }]] },
        };
        const { api } = await clientOf({ 'settings.host': async () => value });
        expect(await api.settings.host({})).toStrictEqual(value);
      });

      it('leaves an undefined member out, both ways', async () => {
        const members: string[][] = [];
        const { api } = await clientOf({
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
        const { api } = await clientOf({ 'connections.remove': async () => undefined });
        expect(await api.connections.remove({ connection })).toBeNull();
      });

      it('keeps the order of a long stream', async () => {
        const { api } = await clientOf({
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
        const { api } = await clientOf({
          'keys.put': async () => {
            throw new EtcdError(failure);
          },
          'watches.watch': async function* () {
            yield 1;
            yield 2;
            throw new EtcdError(failure);
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
        const { api } = await clientOf({
          'cluster.status': async () => ({ members: [{ failure: new EtcdError(failure) }] }),
        });
        const status: unknown = await api.cluster.status({ connection });
        expect(status).toStrictEqual({ members: [{ failure }] });
      });

      it('names the method that failed, and tells a bug to the host', async () => {
        const wireHost = await serveStub({
          'keys.get': async () => {
            throw new TypeError('undefined is not a function');
          },
          'settings.get': async () => ({ notPlain: new Map() }),
        });
        const { api } = await connectTo(wireHost);
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

    describe('cancel', () => {
      it('reaches a call at its source', async () => {
        const source = eventOf<'started' | 'aborted'>();
        const { api } = await clientOf({
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
        const { api } = await clientOf({ 'watches.watch': (_, { signal }) => quietAfterOne(signal, source.tell) });
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
        const { api } = await clientOf({
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
        const { api } = await clientOf({
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
        const wireHost = await serveStub({ 'watches.watch': (_, { signal }) => quietAfterOne(signal, source.tell) });
        const client = await connectTo(wireHost);
        await client.api.watches.watch(watchRequest)[Symbol.asyncIterator]().next();
        client.close();
        await source.heard('aborted');
        await source.heard('ended');
      });
    });

    describe('back-pressure', () => {
      it('stops a source of 1 MB values whose consumer stalls, and memory stays flat', async () => {
        let produced = 0;
        const { api } = await clientOf({
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
        const { api } = await clientOf({
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
        const { api } = await clientOf({
          'watches.watch': async function* () {
            for (let index = 0; index < 3; index++) yield new Uint8Array(2 * WINDOW_BYTES).fill(index);
          },
        });
        const values = await collect<unknown>(api.watches.watch(watchRequest));
        expect(values.map((value) => (value as Uint8Array)[5])).toEqual([0, 1, 2]);
      });

      it('does not let one stalled stream hold up another', async () => {
        const { api } = await clientOf({
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
        const wireHost = await serveStub({
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

    describe('a backend that closes', () => {
      it.each(['goodbye', 'cut'] as const)('is noticed by calls, streams and listeners: %s', async (how) => {
        const source = eventOf<'aborted' | 'ended'>();
        const started = eventOf<'call'>();
        const wireHost = await serveStub({
          'keys.get': () => {
            started.tell('call');
            return new Promise(() => undefined);
          },
          'watches.watch': (_, { signal }) => quietAfterOne(signal, source.tell),
        });
        const client = await connectTo(wireHost);
        const told = new Promise<EtcdError>((resolve) => void client.onDidClose(resolve));
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
        // A listener that comes late is told too.
        await new Promise((resolve) => client.onDidClose(resolve));
        await source.heard('aborted');
      });
    });

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
        ['text for bytes', [Kind.Call, 1, 'keys.get', { connection, key: '/a', revision: null }], 'BadRequest'],
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
        const wireHost = await serveStub({ 'keys.get': run, 'settings.get': run, 'keys.children': run });
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
        const peer = await rawPeer(await serveStub({}));
        for (const noFrame of noFrames) {
          peer.send(noFrame);
          const answer = await peer.next();
          expect(answer[0], JSON.stringify(noFrame)).toBe(Kind.Refused);
          expect(failureIn(answer)).toMatchObject({ code: 'BadRequest' });
        }
        await stillServes(peer);
      });

      it('is ignored where it speaks of streams that nobody has', async () => {
        const peer = await rawPeer(await serveStub({}));
        peer.send([Kind.Credit, 77, 1, 1]);
        peer.send([Kind.Cancel, 77]);
        await stillServes(peer);
      });

      it('cannot use an id twice at a time', async () => {
        const hold = eventOf<'go'>();
        const wireHost = await serveStub({
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
        const wireHost = await serveStub({ 'keys.get': () => hold.heard('go').then(() => null) });
        const peer = await rawPeer(wireHost);
        for (let id = 1; id <= LIVE_CALLS; id++) peer.send([Kind.Call, id, 'keys.get', sampleRequests['keys.get']]);
        peer.send([Kind.Cancel, 1]);
        peer.send([Kind.Call, LIVE_CALLS + 1, 'settings.get', {}]);
        const refused = await peer.next();
        expect(refused[1]).toBe(LIVE_CALLS + 1);
        expect(failureIn(refused)).toMatchObject({ code: 'BadRequest', retry: true });
        // Others are not concerned.
        await (await connectTo(wireHost)).api.settings.get({});
        hold.tell('go');
        for (let id = 1; id <= LIVE_CALLS; id++) await peer.next();
        await stillServes(peer);
      });

      it.each([
        ['small', 1, WINDOW_VALUES],
        ['large', MEGABYTE, Math.ceil(WINDOW_BYTES / MEGABYTE)],
      ])('gets no larger window by giving credit for %s values that it never took', async (_, size, window) => {
        let produced = 0;
        const wireHost = await serveStub({
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
  });

  interface RawPeer {
    send(message: unknown): void;
    next(): Promise<ServerFrame>;
  }

  /** Speaks frames, good and bad, instead of calling methods. */
  async function rawPeer(wireHost: WireHost): Promise<RawPeer> {
    const transport = await wireHost.connect();
    const frames: ServerFrame[] = [];
    const waiting: ((frame: ServerFrame) => void)[] = [];
    transport.onMessage((message) => {
      const frame = parseServerFrame(message);
      if (frame === null) throw new Error('The server sent what is no frame');
      const wake = waiting.shift();
      if (wake === undefined) frames.push(frame);
      else wake(frame);
    });
    return {
      // What is sent is not meant to be a frame.
      send: (message) => transport.send(message as never),
      async next() {
        return frames.shift() ?? new Promise<ServerFrame>((resolve) => waiting.push(resolve));
      },
    };
  }

  async function stillServes(peer: RawPeer): Promise<void> {
    peer.send([Kind.Call, 9_999, 'settings.host', {}]);
    expect(await peer.next()).toEqual([Kind.Reply, 9_999, { ok: true, value: null }]);
  }
}

function failureIn(frame: ServerFrame): Failure | null {
  if (frame[0] === Kind.Reply) return frame[2].ok ? null : frame[2].failure;
  return frame[0] === Kind.End || frame[0] === Kind.Refused ? frame[2] : null;
}

/** Calls a method by its name, as the client's own types cannot. */
function invoke(api: Api, name: string, request: unknown): unknown {
  const [noun = '', method = ''] = name.split('.');
  const nouns = api as unknown as Record<string, Record<string, (request: unknown) => unknown>>;
  return nouns[noun]?.[method]?.(request);
}

async function collect<T>(stream: AsyncIterable<T>): Promise<readonly T[]> {
  const values: T[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

async function failureOf(promise: Promise<unknown>): Promise<EtcdError> {
  const error: unknown = await promise.then(
    () => new Error('It did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof EtcdError)) throw error;
  return error;
}

/** Things that happen once, to be waited for. */
function eventOf<Name extends string>() {
  const heard = new Map<Name, { promise: Promise<void>; tell: () => void }>();
  const get = (name: Name) => {
    const known = heard.get(name);
    if (known !== undefined) return known;
    let tell = (): void => undefined;
    const promise = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const event = { promise, tell };
    heard.set(name, event);
    return event;
  };
  return { tell: (name: Name) => get(name).tell(), heard: (name: Name) => get(name).promise };
}

/** A stream that gives one value and then waits until it is stopped. */
async function* quietAfterOne(
  signal: Parameters<StubMethod>[1]['signal'],
  tell: (event: 'aborted' | 'ended') => void,
): AsyncGenerator<number> {
  try {
    yield 1;
    await new Promise<void>((resolve) => {
      const onAbort = (): void => {
        tell('aborted');
        resolve();
      };
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort);
    });
  } finally {
    tell('ended');
  }
}

/** Time for whatever the other side has left to do: it answers so many calls in between. */
async function roundTrips(api: Api, count: number): Promise<void> {
  for (let index = 0; index < count; index++) await api.settings.get({});
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes of buffers that are held. What is garbage is swept by another thread, so the least of several looks counts. */
async function liveBufferBytes(api: Api): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 10; look++) {
    collectGarbage();
    await roundTrips(api, 2);
    least = Math.min(least, process.memoryUsage().arrayBuffers);
  }
  return least;
}
