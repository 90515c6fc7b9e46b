import type { CallOptions } from '../abort.ts';
import { type Api, type Verb, verbs } from '../api.ts';
import { EtcdeckError, type Reply } from '../failure.ts';
import { ClientStream } from './client-stream.ts';
import { type ClientFrame, Kind, parseServerFrame } from './frames.ts';
import { Heartbeat, type Patience, SOCKET_PATIENCE } from './heartbeat.ts';
import { plainRequest } from './plain-request.ts';
import type { Transport } from './transport.ts';

/** The contract's interfaces over a wire, as if core were local. */
export interface Client {
  /** Core's own interfaces. A failure there is thrown here as an `EtcdeckError`; a closed backend as `BackendClosed`. */
  readonly api: Api;
  /**
   * Calls the listener once when the backend is gone, at once if it already is. Returns the function that removes it.
   */
  onDidClose(listener: (failure: EtcdeckError) => void): () => void;
  /** Ends every call and stream at its source. */
  close(): void;
}

interface PendingCall {
  settle(reply: Reply<unknown>): void;
}

/** Speaks to a server over a transport. Built from the run-time list of methods, so it needs no schema. */
export function createClient(
  transport: Transport,
  options: {
    readonly patience?: Patience;
    /** The command that starts the server, where a window cannot: a failure names it. */
    readonly startedBy?: string;
  } = {},
): Client {
  const calls = new Map<number, PendingCall>();
  const streams = new Map<number, ClientStream>();
  const closeListeners = new Set<(failure: EtcdeckError) => void>();
  let lastId = 0;
  let closed: EtcdeckError | null = null;

  const heartbeat = new Heartbeat(options.patience ?? SOCKET_PATIENCE, {
    ping: () => send([Kind.Ping]),
    giveUp: () => end('It no longer answers'),
  });
  transport.onMessage(receive);
  transport.onClose(end);

  return {
    api: buildApi(call, open),
    onDidClose(listener) {
      if (closed !== null) listener(closed);
      else closeListeners.add(listener);
      return () => closeListeners.delete(listener);
    },
    close() {
      send([Kind.Goodbye, 'The window closed']);
      end('This end closed');
    },
  };

  function send(frame: ClientFrame): void {
    if (closed === null) transport.send(frame);
  }

  function receive(message: unknown): void {
    heartbeat.heard();
    const frame = parseServerFrame(message);
    if (frame === null) {
      // The call it belongs to is unknown, and must not wait for ever.
      end('It sent what cannot be read');
      return;
    }
    switch (frame[0]) {
      case Kind.Reply:
        calls.get(frame[1])?.settle(frame[2]);
        break;
      case Kind.Values:
        streams.get(frame[1])?.accept(frame[2], frame[3]);
        break;
      case Kind.End:
        streams.get(frame[1])?.finish(frame[2] === null ? null : new EtcdeckError(frame[2]));
        break;
      case Kind.Refused:
        // It names no call: the refused one is unknown, and must not wait for ever.
        if (frame[1] === 0) end(frame[2].message);
        calls.get(frame[1])?.settle({ ok: false, failure: frame[2] });
        streams.get(frame[1])?.finish(new EtcdeckError(frame[2]));
        break;
      case Kind.Goodbye:
        end(frame[1]);
        break;
      default:
        break;
    }
  }

  function end(reason: string): void {
    if (closed !== null) return;
    const { startedBy } = options;
    closed = new EtcdeckError({
      code: 'BackendClosed',
      message: reason,
      retry: true,
      ...(startedBy === undefined ? {} : { detail: { startedBy } }),
    });
    heartbeat.close();
    transport.close();
    const reply: Reply<unknown> = { ok: false, failure: closed.toFailure() };
    for (const pending of [...calls.values()]) pending.settle(reply);
    for (const stream of [...streams.values()]) stream.finish(new EtcdeckError(reply.failure));
    for (const listener of closeListeners) listener(closed);
    closeListeners.clear();
  }

  function call(method: string, request: unknown, { signal }: CallOptions): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (closed !== null) throw new EtcdeckError(closed.toFailure());
      if (signal?.aborted) throw cancelled(method);
      const id = ++lastId;
      const onAbort = (): void => {
        release();
        send([Kind.Cancel, id]);
        reject(cancelled(method));
      };
      const release = (): void => {
        calls.delete(id);
        signal?.removeEventListener('abort', onAbort);
      };
      // First, so that a request that cannot be sent fails the call and leaves nothing behind.
      send([Kind.Call, id, method, plainRequest(method, request)]);
      signal?.addEventListener('abort', onAbort, { once: true });
      calls.set(id, {
        settle(reply) {
          release();
          if (reply.ok) resolve(reply.value);
          else reject(new EtcdeckError(reply.failure));
        },
      });
    });
  }

  function open(method: string, request: unknown, { signal }: CallOptions): AsyncIterable<unknown> {
    const id = ++lastId;
    const onAbort = (): void => stream.abort(cancelled(method));
    const stream = new ClientStream({
      signal,
      cancelled: () => cancelled(method),
      open() {
        if (closed !== null) {
          stream.finish(new EtcdeckError(closed.toFailure()));
          return;
        }
        try {
          send([Kind.Open, id, method, plainRequest(method, request)]);
        } catch (error) {
          // A request that cannot be sent is refused here, in the place of the source.
          if (!(error instanceof EtcdeckError)) throw error;
          stream.finish(error);
          return;
        }
        signal?.addEventListener('abort', onAbort, { once: true });
        streams.set(id, stream);
      },
      credit: (values, bytes) => send([Kind.Credit, id, values, bytes]),
      release(isSourceRunning) {
        streams.delete(id);
        signal?.removeEventListener('abort', onAbort);
        if (isSourceRunning) send([Kind.Cancel, id]);
      },
    });
    return stream;
  }
}

type Send<Answer> = (method: string, request: unknown, options: CallOptions) => Answer;

function buildApi(call: Send<Promise<unknown>>, open: Send<AsyncIterable<unknown>>): Api {
  const nouns = Object.entries(verbs).map(([noun, methods]) => {
    const entries = Object.entries(methods).map(([name, verb]: [string, Verb]) => {
      const send = verb === 'call' ? call : open;
      return [name, (request: unknown, options: CallOptions = {}) => send(`${noun}.${name}`, request, options)];
    });
    return [noun, Object.fromEntries(entries)];
  });
  // `verbs` has exactly the nouns and methods of `Api`, each with its verb; the server guarantees their answers' types.
  return Object.fromEntries(nouns) as Api;
}

function cancelled(method: string): EtcdeckError {
  return new EtcdeckError({ code: 'Cancelled', message: 'It was stopped', operation: method });
}
