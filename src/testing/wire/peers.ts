import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'vitest';
import type { Api } from '../../contract/api.ts';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import { Kind, parseServerFrame, type ServerFrame } from '../../contract/wire/frames.ts';
import type { Transport } from '../../contract/wire/transport.ts';
import type { StubMethod } from './stub-api.ts';

/** A client that can send any message. */
export interface RawPeer {
  send(message: unknown): void;
  next(): Promise<ServerFrame>;
}

/** Returns a peer that sends frames, good and bad, instead of calling methods. */
export async function rawPeer({ connect }: { connect(): Promise<Transport> }): Promise<RawPeer> {
  const transport = await connect();
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
    // The message need not be a frame.
    send: (message) => transport.send(message as never),
    async next() {
      return frames.shift() ?? new Promise<ServerFrame>((resolve) => waiting.push(resolve));
    },
  };
}

/** Checks that the peer still gets answers. */
export async function stillServes(peer: RawPeer): Promise<void> {
  peer.send([Kind.Call, 9_999, 'settings.host', {}]);
  expect(await peer.next()).toEqual([Kind.Reply, 9_999, { ok: true, value: null }]);
}

export function failureIn(frame: ServerFrame): Failure | null {
  if (frame[0] === Kind.Reply) return frame[2].ok ? null : frame[2].failure;
  return frame[0] === Kind.End || frame[0] === Kind.Refused ? frame[2] : null;
}

/** Calls a method by its name, as the client's own types cannot. */
export function invoke(api: Api, name: string, request: unknown): unknown {
  const [noun = '', method = ''] = name.split('.');
  const nouns = api as unknown as Record<string, Record<string, (request: unknown) => unknown>>;
  return nouns[noun]?.[method]?.(request);
}

export async function collect<T>(stream: AsyncIterable<T>): Promise<readonly T[]> {
  const values: T[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

export async function failureOf(promise: Promise<unknown>): Promise<EtcdeckError> {
  const error: unknown = await promise.then(
    () => new Error('It did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof EtcdeckError)) throw error;
  return error;
}

/** Events that happen once, and that a test can wait for. */
export function eventOf<Name extends string>() {
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

/** Returns a stream that yields one value and then waits until it is stopped. */
export async function* quietAfterOne(
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

/** Gives the other side time for pending work: waits until it has answered this many calls. */
export async function roundTrips(api: Api, count: number): Promise<void> {
  for (let index = 0; index < count; index++) await api.settings.get({});
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Returns the bytes of live buffers. Another thread frees garbage, so the lowest of several readings counts. */
export async function liveBufferBytes(api: Api): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 10; look++) {
    collectGarbage();
    await roundTrips(api, 2);
    least = Math.min(least, process.memoryUsage().arrayBuffers);
  }
  return least;
}
