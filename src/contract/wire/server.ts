import type { ZodType } from 'zod';
import type { CallOptions } from '../abort.ts';
import { type Api, type Verb, verbs } from '../api.ts';
import { EtcdeckError, type Failure } from '../failure.ts';
import { LIVE_CALLS, LIVE_REQUEST_BYTES } from '../limits.ts';
import { explain } from '../requests/explain.ts';
import { requests } from '../requests/requests.ts';
import { idOfMalformed, Kind, parseClientFrame, type ServerFrame } from './frames.ts';
import { toPlain } from './plain.ts';
import { type AbortSource, createAbortSource } from './platform.ts';
import { ServerStream } from './server-stream.ts';
import { type Transport, Unreadable } from './transport.ts';

/** One peer being served. */
export interface Session {
  /** Resolves when the peer is gone, or was disconnected. */
  readonly ended: Promise<void>;
  /** Sends the peer a reason, then ends every call and stream at its source. */
  close(reason: string): void;
}

/** Receives every failure that is a bug of etcdeck, with its method. */
export type OnBug = (method: string, error: unknown) => void;

interface Live {
  readonly abort: AbortSource;
  readonly stream: ServerStream | null;
  /** The bytes of its request. */
  readonly bytes: number;
}

/**
 * Serves an implementation of the contract to one peer. The peer is not trusted: every frame and every request is
 * checked before use; a faulty one is answered with a failure and ends nothing else.
 */
export function serve(api: Api, transport: Transport, onBug: OnBug): Session {
  const methods = methodsOf(api);
  // A cancelled call stays here, and counts against the limits, until its implementation has ended.
  const live = new Map<number, Live>();
  let liveBytes = 0;
  let isClosed = false;
  let tellEnded = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    tellEnded = resolve;
  });

  transport.onMessage(receive);
  transport.onClose(end);
  transport.onDrain?.(() => {
    for (const { stream } of live.values()) stream?.resume();
  });
  return {
    ended,
    close(reason) {
      send([Kind.Goodbye, reason]);
      end();
    },
  };

  function send(frame: ServerFrame): void {
    if (!isClosed) transport.send(frame);
  }

  function receive(message: unknown, bytes = 0): void {
    if (isClosed) return;
    if (message instanceof Unreadable) {
      refuse(message.id, message.reason);
      return;
    }
    const frame = parseClientFrame(message);
    if (frame === null) {
      refuse(idOfMalformed(message), 'This is no frame of the contract');
      return;
    }
    switch (frame[0]) {
      case Kind.Call:
        void answerCall(frame[1], frame[2], frame[3], bytes);
        break;
      case Kind.Open:
        void answerOpen(frame[1], frame[2], frame[3], bytes);
        break;
      case Kind.Credit:
        live.get(frame[1])?.stream?.credit(frame[2], frame[3]);
        break;
      case Kind.Cancel:
        stop(live.get(frame[1]));
        break;
      case Kind.Ping:
        send([Kind.Pong]);
        break;
      case Kind.Goodbye:
        end();
        break;
    }
  }

  function refuse(id: number, message: string): void {
    send([Kind.Refused, id, new EtcdeckError({ code: 'BadRequest', message }).toFailure()]);
  }

  function end(): void {
    if (isClosed) return;
    isClosed = true;
    transport.close();
    for (const entry of live.values()) stop(entry);
    tellEnded();
  }

  async function answerCall(id: number, name: string, request: unknown, bytes: number): Promise<void> {
    try {
      const run = admit(id, name, 'call', request);
      const value = await hold(id, { stream: null, bytes }, async (signal) => toPlain(await run({ signal })).value);
      // An absent member is absent over every transport; an undefined one is not.
      send([Kind.Reply, id, value === undefined ? { ok: true, value: null } : { ok: true, value }]);
    } catch (error) {
      send([Kind.Reply, id, { ok: false, failure: toFailure(name, error) }]);
    }
  }

  async function answerOpen(id: number, name: string, request: unknown, bytes: number): Promise<void> {
    try {
      const run = admit(id, name, 'open', request);
      const stream = new ServerStream(
        (values, bytes) => send([Kind.Values, id, values, bytes]),
        () => transport.isFull?.() ?? false,
      );
      // A method of verb `open` returns an async iterable: the compiler checks `verbs` against the interfaces.
      await hold(id, { stream, bytes }, (signal) => stream.run(run({ signal }) as AsyncIterable<unknown>));
      send([Kind.End, id, null]);
    } catch (error) {
      send([Kind.End, id, toFailure(name, error)]);
    }
  }

  /** Returns the method to run on a valid request, or the failure to refuse it with. Runs nothing. */
  function admit(id: number, name: string, verb: Verb, request: unknown): (options: CallOptions) => unknown {
    const method = methods.get(name);
    if (method === undefined) throw new EtcdeckError({ code: 'MethodUnknown', message: `There is no method ${name}` });
    if (method.verb !== verb) {
      throw new EtcdeckError({ code: 'MethodUnknown', message: `${name} takes the verb ${method.verb}, not ${verb}` });
    }
    if (live.has(id)) throw new EtcdeckError({ code: 'BadRequest', message: `The id ${id} is in use` });
    if (live.size >= LIVE_CALLS) {
      throw new EtcdeckError({ code: 'BadRequest', message: `More than ${LIVE_CALLS} calls at once`, retry: true });
    }
    if (liveBytes > LIVE_REQUEST_BYTES) {
      const message = `More than ${LIVE_REQUEST_BYTES} bytes of requests at once`;
      throw new EtcdeckError({ code: 'BadRequest', message, retry: true });
    }
    const checked = method.schema.safeParse(request);
    if (!checked.success) throw new EtcdeckError({ code: 'BadRequest', message: explain(checked.error) });
    return (options) => method.run(checked.data, options);
  }

  async function hold<T>(id: number, entry: Omit<Live, 'abort'>, run: (signal: AbortSource['signal']) => Promise<T>) {
    const abort = createAbortSource();
    live.set(id, { abort, ...entry });
    liveBytes += entry.bytes;
    try {
      return await run(abort.signal);
    } finally {
      live.delete(id);
      liveBytes -= entry.bytes;
    }
  }

  function toFailure(name: string, error: unknown): Failure {
    const failure =
      error instanceof EtcdeckError
        ? error.toFailure()
        : { code: 'Internal' as const, message: error instanceof Error ? error.message : String(error), retry: false };
    if (failure.code === 'Internal') onBug(name, error);
    return { operation: name, ...failure };
  }
}

function stop(entry: Live | undefined): void {
  entry?.abort.abort();
  entry?.stream?.stop();
}

interface Method {
  readonly verb: Verb;
  readonly schema: ZodType;
  readonly run: (request: unknown, options: CallOptions) => unknown;
}

// A map, so that a name from a prototype (`constructor`) is unknown too.
function methodsOf(api: Api): ReadonlyMap<string, Method> {
  // The compiler checks that `verbs`, `requests` and `Api` have the same nouns and methods; a request is checked by its
  // method's schema before the method gets it.
  const implementations = api as unknown as Record<string, Record<string, Method['run']>>;
  const schemas: Record<string, Record<string, ZodType>> = requests;
  const methods = new Map<string, Method>();
  for (const [noun, ofNoun] of Object.entries(verbs)) {
    for (const [name, verb] of Object.entries<Verb>(ofNoun)) {
      const schema = schemas[noun]?.[name];
      const implementation = implementations[noun];
      if (schema === undefined || typeof implementation?.[name] !== 'function') {
        throw new TypeError(`Nothing implements ${noun}.${name}`);
      }
      methods.set(`${noun}.${name}`, {
        verb,
        schema,
        run: (request, options) => implementation[name]?.(request, options),
      });
    }
  }
  return methods;
}
