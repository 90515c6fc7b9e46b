import { createServer, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { serveLocally } from './local-server.ts';

/** The head of a gRPC message: whether it is compressed, and its length. */
export const prefixBytes = 5;

/** A server that speaks gRPC without TLS on 127.0.0.1. */
export interface GrpcServer {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Starts a server that passes each call on with its name, such as `KV/Txn`. */
export async function startGrpcServer(
  onDidCall: (name: string, stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void,
): Promise<GrpcServer> {
  const server = createServer();
  server.on('session', (session) => session.on('error', () => undefined));
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    onDidCall(String(headers[':path']).replace('/etcdserverpb.', ''), stream, headers);
  });
  const { port, close } = await serveLocally(server);
  return { endpoint: `http://127.0.0.1:${port}`, close };
}

/** Returns a message after its head. */
export function framed(message: Uint8Array): Buffer {
  const head = Buffer.alloc(prefixBytes);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}
