import { once } from 'node:events';
import { type ClientHttp2Session, connect, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { prefixBytes, startGrpcServer } from './grpc-server.ts';

/**
 * How the recorder treats a call: passes it on; passes it on and keeps its answer; passes it on and breaks the
 * connection once there is an answer; or does not pass it on and ends it with a gRPC status.
 */
export type Treatment = 'pass' | 'keepAnswer' | 'cut' | { readonly status: number; readonly details: string };

/** A held call. */
export interface HeldCall {
  /** Passes it on, even if its caller has given up, and resolves with the gRPC status of the member's answer. */
  release(): Promise<number>;
}

/** A proxy for gRPC without TLS in front of one member that treats each call separately. */
export interface RpcRecorder {
  readonly endpoint: string;
  /** The names of the received calls, such as `KV/Txn`, in order. */
  readonly calls: readonly string[];
  /** Sets the treatment of every call from now on, or only of a name as in `calls`; passes on the others. */
  treat(treatment: Treatment, only?: string | null): void;
  /**
   * Holds the next call of a name whose message is one of these, like a slow network: its caller gets a timeout, and
   * the member gets the call when it is released.
   */
  holdNext(name: string, isOne: (message: Buffer) => boolean): HeldCall;
  /** Passes on the next call of a name whose message is one of these, but only once this is done. */
  meetNext(name: string, isOne: (message: Buffer) => boolean, act: () => Promise<unknown>): void;
  /** Passes on the next call of a name whose message is one of these; its caller gets a timeout in place of the answer. */
  loseNext(name: string, isOne: (message: Buffer) => boolean): void;
  close(): Promise<void>;
}

/** Puts a recorder in front of `http://host:port`. */
export async function startRpcRecorder(target: string): Promise<RpcRecorder> {
  const calls: string[] = [];
  const upstream = connect(target);
  upstream.on('error', () => undefined);
  const holds: PendingHold[] = [];
  let chosen: { readonly treatment: Treatment; readonly only: string | null } = { treatment: 'pass', only: null };
  const server = await startGrpcServer((call, stream, headers) => {
    calls.push(call);
    const treatment = chosen.only === null || chosen.only === call ? chosen.treatment : 'pass';
    // The member is gone.
    if (upstream.destroyed) return void stream.session?.destroy();
    const hold = holds.find(({ name, call: taken }) => name === call && taken === null);
    if (hold !== undefined) keepOrPass(stream, headers, upstream, hold);
    else if (typeof treatment === 'object') refuse(stream, treatment);
    else pass(stream, headers, upstream, treatment);
  });
  return {
    endpoint: server.endpoint,
    calls,
    treat(treatment, only = null) {
      chosen = { treatment, only };
    },
    holdNext(name, isOne) {
      const hold: PendingHold = { name, isOne, call: null, met: null };
      holds.push(hold);
      return { release: () => release(upstream, hold) };
    },
    meetNext(name, isOne, act) {
      const met: PendingHold['met'] = (stream, headers, body) =>
        void act().then(() => pass(stream, headers, upstream, 'pass', body));
      holds.push({ name, isOne, call: null, met });
    },
    loseNext(name, isOne) {
      const hold: PendingHold = { name, isOne, call: null, met: (stream) => void lose(stream) };
      const lose = async (stream: ServerHttp2Stream): Promise<void> => {
        await release(upstream, hold);
        refuse(stream, timedOut);
      };
      holds.push(hold);
    },
    async close() {
      upstream.destroy();
      await server.close();
    },
  };
}

interface PendingHold {
  readonly name: string;
  readonly isOne: (message: Buffer) => boolean;
  call: { readonly headers: IncomingHttpHeaders; readonly body: Buffer } | null;
  /** What becomes of the call; `null`: its caller gets a timeout. */
  readonly met: ((stream: ServerHttp2Stream, headers: IncomingHttpHeaders, body: Buffer) => void) | null;
}

/** etcd's error for a proposal that may still be committed. */
const timedOut = { status: 14, details: 'etcdserver: request timed out' };

function keepOrPass(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  upstream: ClientHttp2Session,
  hold: PendingHold,
): void {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => {
    const body = Buffer.concat(chunks);
    if (hold.call !== null || !hold.isOne(body.subarray(prefixBytes))) {
      pass(stream, headers, upstream, 'pass', body);
      return;
    }
    hold.call = { headers, body };
    if (hold.met === null) refuse(stream, timedOut);
    else hold.met(stream, headers, body);
  });
}

async function release(upstream: ClientHttp2Session, { call }: PendingHold): Promise<number> {
  if (call === null) throw new Error('the call has not come yet');
  const { connection: _, host: __, 'grpc-timeout': ___, ...headers } = call.headers;
  const request = upstream.request(headers);
  const trailers = once(request, 'trailers');
  request.resume();
  request.end(call.body);
  const [last] = (await trailers) as [IncomingHttpHeaders]; // what the event is made of
  return Number(last['grpc-status']);
}

/** Reads the whole request, as a member does that refuses it. */
function refuse(stream: ServerHttp2Stream, { status, details }: Exclude<Treatment, string>): void {
  const headers = { 'content-type': 'application/grpc', 'grpc-status': String(status), 'grpc-message': details };
  const respond = (): void => stream.respond(headers, { endStream: true });
  if (stream.readableEnded) respond();
  else stream.resume().on('end', respond);
}

function pass(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  upstream: ClientHttp2Session,
  treatment: Extract<Treatment, string>,
  body: Buffer | null = null,
): void {
  const { connection: _, host: __, ...passed } = headers;
  const request = upstream.request(passed);
  let trailers: IncomingHttpHeaders = {};
  request.on('error', () => stream.destroy());
  request.on('trailers', (last) => {
    trailers = last;
  });
  stream.on('close', () => request.close());
  if (body === null) stream.pipe(request);
  else request.end(body);
  request.on('response', (answer, flags) => {
    if (treatment === 'cut') stream.session?.destroy();
    if (treatment !== 'pass' || stream.destroyed) return;
    const isAll = (flags & 1) !== 0; // END_STREAM: a refusal comes without a body
    stream.respond(answer, isAll ? { endStream: true } : { waitForTrailers: true });
    if (isAll) return;
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    request.pipe(stream);
  });
}
