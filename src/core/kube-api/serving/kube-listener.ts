import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ServedRequest } from '../../../contract/kube-api.ts';
import { Refusal, statusJson } from '../../kube-answers/answers/status.ts';
import { subresourceAt } from '../requests/request-target.ts';
import { Admission } from './admission.ts';
import { type Answering, answerRequest, answerSocket } from './answer-request.ts';
import type { ServingBounds } from './bounds.ts';
import { guardConnections } from './guard-connections.ts';
import { dropBody, readBody } from './read-body.ts';
import { refusalOf } from './refusal-of.ts';
import { HttpReply } from './reply.ts';
import { brief } from './served-request.ts';
import { SocketSink } from './socket-sink.ts';
import { watchMs } from './watch-time.ts';

/** What a server listens with. */
export interface ListenerParts extends Answering {
  /** 0 takes a free one. */
  readonly port: number;
  readonly token: string;
  /** Both PEM. */
  readonly certificate: string;
  readonly key: string;
  readonly bounds: ServingBounds;
  /** Called with each request once it was answered. */
  readonly onDidAnswer: (request: ServedRequest) => void;
  /** Called with what is a bug. */
  readonly onBug: (error: unknown) => void;
}

/** A server of a Kubernetes API that is read-only. */
export interface KubeListener {
  readonly port: number;
  close(): Promise<void>;
}

const mostHeaderBytes = 16 * 1024;

/** Serves a Kubernetes API on 127.0.0.1 over https. Fails where the port is taken. */
export async function listen(parts: ListenerParts): Promise<KubeListener> {
  const { bounds, world } = parts;
  const server = createServer({
    cert: parts.certificate,
    key: parts.key,
    minVersion: 'TLSv1.2',
    maxHeaderSize: mostHeaderBytes,
    handshakeTimeout: bounds.strangerMs,
    connectionsCheckingInterval: 1_000,
  });
  const guard = guardConnections(server, bounds);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(parts.port, '127.0.0.1', resolve);
  });
  // A TCP server's address is an object; only a pipe's is a text.
  const { port } = server.address() as AddressInfo;
  const admission = new Admission(port, parts.token);
  const closing = new AbortController();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false });
  let requests = 0;
  let watches = 0;

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void answer(request, response);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    void upgrade(request, socket, head);
  });
  // A client that goes away in its handshake, or says what is no HTTP, has no answer.
  server.on('tlsClientError', () => undefined);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    setTimeout(() => socket.destroy(), bounds.strangerMs).unref();
  });

  return {
    port,
    async close() {
      closing.abort();
      for (const socket of sockets.clients) socket.terminate();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        guard.destroyAll();
      });
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = new HttpReply(response, bounds.unreadMs);
    const begun = beginning(request);
    const refused = admit(request);
    if (refused !== null) {
      response.shouldKeepAlive = false;
      dropBody(request, bounds.bodyBytes);
      reply.refuse(refused);
      return;
    }
    const leaving = new AbortController();
    response.once('close', () => leaving.abort());
    const signal = AbortSignal.any([leaving.signal, closing.signal]);
    const url = urlOf(request);
    const isWatch = begun.isWatch;
    const isFull = isWatch ? watches >= bounds.watches : requests >= bounds.requests;
    if (isWatch) watches += 1;
    else requests += 1;
    try {
      if (isFull) throw tooMany();
      if (url === null) throw new Refusal(400, 'BadRequest', 'the path is no URL');
      const asked = {
        method: request.method ?? '',
        url,
        accept: request.headers.accept ?? null,
        body: () => readBody(request, bounds.bodyBytes),
        dropBody: () => dropBody(request, bounds.bodyBytes),
      };
      const ending = isWatch ? AbortSignal.any([signal, AbortSignal.timeout(watchMs(url))]) : signal;
      await answerRequest(parts, asked, reply, ending);
      if (isWatch) reply.end();
    } catch (error) {
      reply.refuse(refusedBy(error, signal));
    } finally {
      if (isWatch) watches -= 1;
      else requests -= 1;
      tell(begun, reply.status, reply.bytes);
    }
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const begun = beginning(request);
    socket.on('error', () => socket.destroy());
    const refused = admit(request);
    if (refused !== null) return turnAway(socket, refused);
    const url = urlOf(request);
    const isSocket = (request.headers.upgrade ?? '').toLowerCase() === 'websocket';
    if (!isSocket || !begun.isWatch || url === null || watches >= bounds.watches) {
      const refusal =
        watches >= bounds.watches ? tooMany() : await world.refuse(url === null ? null : subresourceAt(url.pathname));
      turnAway(socket, refusal);
      tell(begun, refusal.status.code, 0);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => void follow(opened, request, url, begun));
  }

  async function follow(socket: WebSocket, request: IncomingMessage, url: URL, begun: Begun): Promise<void> {
    const sink = new SocketSink(socket, bounds.unreadMs);
    const leaving = new AbortController();
    socket.on('close', () => leaving.abort());
    // `ws` closes a socket on a message that is too large or not WebSocket; nothing else happens.
    socket.on('error', () => undefined);
    const signal = AbortSignal.any([leaving.signal, closing.signal, AbortSignal.timeout(watchMs(url))]);
    watches += 1;
    try {
      await answerSocket(parts, { url, accept: request.headers.accept ?? null }, sink, signal);
    } catch (error) {
      const { status } = refusedBy(error, signal);
      await sink.write(Buffer.from(JSON.stringify({ type: 'ERROR', object: status }))).catch(() => undefined);
    } finally {
      watches -= 1;
      sink.end();
      tell(begun, 101, sink.bytes);
    }
  }

  /** Returns why a request is not let in, or `null`. */
  function admit(request: IncomingMessage): Refusal | null {
    if (!admission.isOwnHost(request)) return new Refusal(421, 'MisdirectedRequest', 'this is not the host asked for');
    if (!admission.hasToken(request)) return new Refusal(401, 'Unauthorized', 'Unauthorized');
    return guard.admit(request.socket) ? null : tooMany();
  }

  function refusedBy(error: unknown, signal: AbortSignal): Refusal {
    const refusal = refusalOf(error, { revision: null, newest: world.newest });
    if (refusal !== null) return refusal;
    if (!signal.aborted) parts.onBug(error);
    return new Refusal(500, 'InternalError', 'Internal error occurred: a bug of etcdeck');
  }

  function tell({ request, at, startedAt, isWatch }: Begun, status: number, bytes: number): void {
    parts.onDidAnswer({
      at,
      method: brief(request.method),
      path: brief(request.url),
      userAgent: brief(request.headers['user-agent']),
      isWatch,
      status,
      tookMs: performance.now() - startedAt,
      bytes,
    });
  }
}

/** A request as it came. */
interface Begun {
  readonly request: IncomingMessage;
  readonly at: number;
  readonly startedAt: number;
  readonly isWatch: boolean;
}

function beginning(request: IncomingMessage): Begun {
  const watch = urlOf(request)?.searchParams.get('watch');
  return { request, at: Date.now(), startedAt: performance.now(), isWatch: watch === '1' || watch === 'true' };
}

function urlOf({ url }: IncomingMessage): URL | null {
  try {
    return new URL(url ?? '/', 'https://127.0.0.1');
  } catch {
    return null;
  }
}

function tooMany(): Refusal {
  const message = 'too many requests are under way';
  return new Refusal(429, 'TooManyRequests', message, { retryAfterSeconds: 1 });
}

/** Answers an upgrade and closes. Only this code has its socket; ending it alone leaves it half open. */
function turnAway(socket: Duplex, { status }: Refusal): void {
  const body = statusJson(status);
  const head = [
    `HTTP/1.1 ${status.code} ${status.reason}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
