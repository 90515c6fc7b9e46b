import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttp2Server, createSecureServer } from 'node:http2';
import { createServer, type Server, type Socket } from 'node:net';
import { findFreePorts } from '../core/sandbox/free-ports.ts';
import type { IssuedCertificate } from './certificates.ts';

/** Something that listens on 127.0.0.1 and is no etcd. */
export interface OddServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Speaks HTTP/2 over TLS with this certificate, and answers every request with 404. */
export function startTlsServer(certificate: IssuedCertificate): Promise<OddServer> {
  return started(
    createSecureServer({ cert: certificate.certPem, key: certificate.keyPem }, (_, answer) => {
      answer.writeHead(404);
      answer.end();
    }),
  );
}

/** Speaks plain HTTP/2, and answers every request with 404. */
export function startHttp2Server(): Promise<OddServer> {
  return started(
    createHttp2Server((_, answer) => {
      answer.writeHead(404);
      answer.end();
    }),
  );
}

/** Speaks plain HTTP/1.1 only. */
export function startHttp1Server(): Promise<OddServer> {
  return started(createHttpServer((_, answer) => void answer.end('hello')));
}

/** Says something as soon as it is connected to, as SSH does. */
export function startBanner(words: string): Promise<OddServer> {
  return started(createServer((socket) => void socket.write(words)));
}

/** Takes a connection and closes it without a word. */
export function startHangUp(): Promise<OddServer> {
  return started(createServer((socket) => void socket.destroy()));
}

/** A port where nothing listens. */
export async function refusedPort(): Promise<number> {
  // Not one that the system has given and taken back: it may give it to the next dial.
  const [port] = await findFreePorts(1);
  if (port === undefined) throw new Error('there is no free port');
  return port;
}

function started(server: Server): Promise<OddServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('a TCP server has a port'));
      else
        resolve({
          port: address.port,
          async close() {
            const closed = new Promise((done) => server.close(done));
            for (const socket of sockets) socket.destroy();
            await closed;
          },
        });
    });
  });
}
