import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Api } from '../contract/api.ts';
import { CLIENT_MESSAGE_BYTES } from '../contract/limits.ts';
import { WIRE_PATH, WIRE_PROTOCOL } from '../contract/wire/handover.ts';
import { type Session, serve } from '../contract/wire/server.ts';
import type { Logger } from '../core/ports.ts';
import { Admission } from './admission.ts';
import { inTurns } from './answer-turns.ts';
import { guardConnections } from './guard-connections.ts';
import { createPages } from './pages.ts';
import { closeSoon, socketTransport } from './socket-transport.ts';

/** The most windows connected at once: far more than one operator opens. */
const MAX_SOCKETS = 32;

/** The interval of pings. A socket that has not answered by the next ping belongs to a browser that is gone. */
const PING_INTERVAL_MS = 30_000;

/** How long a browser has to read a goodbye. Closing waits for nothing longer. */
const GOODBYE_MS = 1_000;

/** A listening web server. */
export interface WebServer {
  /** The first one-time link. */
  readonly link: string;
  /** Returns a new one in place of the one before. Its use ends the windows of the browser before. */
  newLink(): string;
  /** Says goodbye to every window and closes. */
  close(reason: string): Promise<void>;
}

/** Serves the renderer and the wire on 127.0.0.1; `port` 0 takes a free one. Fails when the port is taken. */
export async function startWebServer(options: {
  readonly api: Api;
  readonly log: Logger;
  readonly port: number;
  readonly rendererFolder: string;
  /** The time in which a connection must show a session. */
  readonly strangerMs?: number;
  /** How long an answer may take to be read. */
  readonly answerMs?: number;
}): Promise<WebServer> {
  const { api, log } = options;
  const server = createServer({ connectionsCheckingInterval: 1_000 });
  const guard = guardConnections(server, options.strangerMs);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  // A TCP server's address is an object; only a pipe's is a text.
  const admission = new Admission((server.address() as AddressInfo).port, endWindows);
  const answerPage = createPages(admission, options.rendererFolder);
  const answerInTurn = inTurns((request, response) => {
    answerPage(request, response).catch((error: unknown) => {
      log.error('A page could not be answered', { reason: String(error) });
      response.destroy();
    });
  }, options.answerMs);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: CLIENT_MESSAGE_BYTES,
    perMessageDeflate: false,
    // The page's secret, offered as a second protocol, is never repeated.
    handleProtocols: () => WIRE_PROTOCOL,
  });
  const sessions = new Set<Session>();
  const alive = new WeakSet<WebSocket>();

  server.on('request', (request, response) => {
    if (admission.isOwnHost(request) && admission.hasSession(request)) guard.admit(request.socket);
    else response.shouldKeepAlive = false;
    answerInTurn(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    const refusal = refuse(request);
    if (refusal !== null) {
      turnAway(socket, refusal);
      return;
    }
    guard.release(socket);
    sockets.handleUpgrade(request, socket, head, accept);
  });

  const pinger = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, PING_INTERVAL_MS);

  return {
    link: admission.newLink(),
    newLink: () => admission.newLink(),
    async close(reason) {
      clearInterval(pinger);
      for (const session of sessions) session.close(reason);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of sockets.clients) closeSoon(socket, GOODBYE_MS);
        setTimeout(guard.destroyAll, GOODBYE_MS + 100).unref();
      });
    },
  };

  function endWindows(): void {
    for (const session of sessions) session.close('A newer link was opened, and lets in that browser instead');
    for (const socket of sockets.clients) closeSoon(socket, GOODBYE_MS);
  }

  function onUnread(bytes: number): void {
    log.warn('A socket was closed', { reason: 'its window reads nothing', unreadBytes: bytes });
  }

  function refuse(request: IncomingMessage): string | null {
    if (!admission.isOwnHost(request)) return '421 Misdirected Request';
    if (!admission.isOwnOrigin(request) || !admission.hasSession(request)) return '403 Forbidden';
    if (!admission.hasPageSecret(request)) return '403 Forbidden';
    if (request.url !== WIRE_PATH) return '404 Not Found';
    return sockets.clients.size < MAX_SOCKETS ? null : '503 Service Unavailable';
  }

  function accept(socket: WebSocket): void {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    // `ws` closes a socket on a message that is too large or not WebSocket; nothing else happens.
    socket.on('error', (error) => log.warn('A socket was closed', { reason: error.message }));
    const session = serve(api, socketTransport(socket, onUnread), (method, error) => {
      log.error('A bug', { method, stack: error instanceof Error ? error.stack : String(error) });
    });
    sessions.add(session);
    void session.ended.then(() => sessions.delete(session));
  }
}

/** Answers and closes. Only this code has the upgrade's socket; ending it alone leaves it half open. */
function turnAway(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
