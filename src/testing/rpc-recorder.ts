import { once } from 'node:events';
import {
  type ClientHttp2Session,
  connect,
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';

/**
 * What becomes of a call: passed on; passed on and its answer kept back; passed on and the connection broken once there is
 * an answer; or not passed on and ended with a gRPC status.
 */
export type Treatment = 'pass' | 'keepAnswer' | 'cut' | { readonly status: number; readonly details: string };

/** gRPC in the clear in front of one member, call by call. */
export interface RpcRecorder {
  readonly endpoint: string;
  /** The calls that came, as `KV/Txn`, in their order. */
  readonly calls: readonly string[];
  /** Treats every call so from now on, or only those of a name as in `calls`, and passes on the others. */
  treat(treatment: Treatment, only?: string | null): void;
  close(): Promise<void>;
}

/** Puts a recorder in front of `http://host:port`. */
export async function startRpcRecorder(target: string): Promise<RpcRecorder> {
  const calls: string[] = [];
  const sessions = new Set<ServerHttp2Session>();
  const upstream = connect(target);
  upstream.on('error', () => undefined);
  let chosen: { readonly treatment: Treatment; readonly only: string | null } = { treatment: 'pass', only: null };
  const server = createServer();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => undefined);
    session.on('close', () => sessions.delete(session));
  });
  server.on('stream', (stream, headers) => {
    const call = String(headers[':path']).replace('/etcdserverpb.', '');
    calls.push(call);
    const treatment = chosen.only === null || chosen.only === call ? chosen.treatment : 'pass';
    stream.on('error', () => undefined);
    if (typeof treatment === 'object') refuse(stream, treatment);
    else pass(stream, headers, upstream, treatment);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    treat(treatment, only = null) {
      chosen = { treatment, only };
    },
    async close() {
      upstream.destroy();
      const closed = once(server, 'close');
      server.close();
      for (const session of sessions) session.destroy();
      await closed;
    },
  };
}

/** Takes the whole request, as a member does that refuses it. */
function refuse(stream: ServerHttp2Stream, { status, details }: Exclude<Treatment, string>): void {
  stream.resume();
  stream.on('end', () => {
    const headers = { 'content-type': 'application/grpc', 'grpc-status': String(status), 'grpc-message': details };
    stream.respond(headers, { endStream: true });
  });
}

function pass(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  upstream: ClientHttp2Session,
  treatment: Extract<Treatment, string>,
): void {
  const { connection: _, host: __, ...passed } = headers;
  const request = upstream.request(passed);
  let trailers: IncomingHttpHeaders = {};
  request.on('error', () => stream.destroy());
  request.on('trailers', (last) => {
    trailers = last;
  });
  stream.on('close', () => request.close());
  stream.pipe(request);
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
