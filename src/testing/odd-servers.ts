import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttp2Server, createSecureServer } from 'node:http2';
import { createServer } from 'node:net';
import { findFreePorts } from '../core/sandbox/free-ports.ts';
import type { IssuedCertificate } from './certificates.ts';
import { type LocalServer, serveLocally } from './local-server.ts';

/** Starts a server of HTTP/2 over TLS with this certificate that answers every request with 404. */
export function startTlsServer(certificate: IssuedCertificate): Promise<LocalServer> {
  return serveLocally(
    createSecureServer({ cert: certificate.certPem, key: certificate.keyPem }, (_, answer) => {
      answer.writeHead(404);
      answer.end();
    }),
  );
}

/** Starts a server of plain HTTP/2 that answers every request with 404. */
export function startHttp2Server(): Promise<LocalServer> {
  return serveLocally(
    createHttp2Server((_, answer) => {
      answer.writeHead(404);
      answer.end();
    }),
  );
}

/** Starts a server of plain HTTP/1.1 only. */
export function startHttp1Server(): Promise<LocalServer> {
  return serveLocally(createHttpServer((_, answer) => void answer.end('hello')));
}

/** Starts a server that sends a greeting as soon as a client connects, as SSH does. */
export function startBanner(words: string): Promise<LocalServer> {
  return serveLocally(createServer((socket) => void socket.write(words)));
}

/** Starts a server that accepts a connection and closes it without sending a byte. */
export function startHangUp(): Promise<LocalServer> {
  return serveLocally(createServer((socket) => void socket.destroy()));
}

/** Returns a port where nothing listens. */
export async function refusedPort(): Promise<number> {
  // Not a port that the system assigned and got back: it may assign it to the next dial.
  const [port] = await findFreePorts(1);
  if (port === undefined) throw new Error('there is no free port');
  return port;
}
