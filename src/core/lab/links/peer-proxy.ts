import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { checkServerIdentity, connect as connectTls, createSecureContext } from 'node:tls';
import type { LinkedMember } from '../lab-world.ts';
import type { Link } from './link.ts';
import type { LinkTable } from './link-table.ts';
import { PeerConnection, resetSocket } from './peer-connection.ts';
import type { PeerIdentity } from './peer-identity.ts';

/** The proxy of one member. */
export interface PeerProxy {
  /** With a user and a password, which no other process knows. */
  readonly url: string;
  close(): Promise<void>;
}

/** How much those who have not shown the password may hold. */
const mostStrangers = 32;
const strangerMs = 5_000;
const mostHeaderBytes = 8 * 1024;
/** A member has about ten connections to each of its peers. */
const mostConnections = 512;

const user = 'etcdeck';

/**
 * Starts the proxy through which a member dials its peers, on a free port of 127.0.0.1. It takes `CONNECT` to a peer's host and
 * nothing else, ends the member's TLS there, and speaks to the peer with TLS of its own.
 */
export async function startPeerProxy(
  member: LinkedMember,
  { peers, table }: { readonly peers: PeerIdentity; readonly table: LinkTable },
): Promise<PeerProxy> {
  const password = randomBytes(24).toString('base64url');
  const expected = Buffer.from(`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`);
  const context = createSecureContext({ ca: peers.ca, cert: peers.certificate, key: peers.key });
  /** By the member's port, as a request's socket is the one of TLS. */
  const connections = new Map<number, PeerConnection>();
  /** Those too that the member has left, and that the other one must not know of yet. */
  const all = new Set<PeerConnection>();
  const sockets = new Set<Socket>();
  const strangers = new Map<Socket, NodeJS.Timeout>();

  // Never listens itself: it is handed connections. Streams of raft are quiet or endless, so that no time-out may end them.
  const inner = createSecureServer({
    ...{ ca: peers.ca, cert: peers.certificate, key: peers.key, minVersion: 'TLSv1.2' },
    ...{ requestCert: true, rejectUnauthorized: true },
    ...{ requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 },
  });
  inner.on('secureConnection', (stream) => {
    const connection = connections.get(stream.remotePort ?? 0);
    if (connection === undefined) stream.destroy();
    else connection.secure(stream);
  });
  inner.on('tlsClientError', (_, stream) => stream.destroy());
  inner.on('clientError', (_, stream) => stream.destroy());
  inner.on('request', (request, response) => {
    const connection = connections.get(request.socket.remotePort ?? 0);
    if (connection === undefined) request.socket.destroy();
    else connection.carry(request, response);
  });

  const server = createServer({ maxHeaderSize: mostHeaderBytes });
  server.on('connection', (socket) => {
    sockets.add(socket);
    strangers.set(
      socket,
      setTimeout(() => socket.destroy(), strangerMs),
    );
    socket.once('close', () => {
      sockets.delete(socket);
      forget(socket);
    });
    if (strangers.size <= mostStrangers) return;
    const [oldest] = strangers.keys();
    oldest?.destroy();
  });
  server.on('request', (request, response) => {
    response.shouldKeepAlive = false;
    response.writeHead(request.method === 'CONNECT' ? 400 : 405, { allow: 'CONNECT' }).end();
  });
  server.on('clientError', (_, socket) => socket.destroy());
  server.on('connect', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // The streams of a server that listens on TCP are sockets.
    const socket = stream as Socket;
    socket.on('error', () => socket.destroy());
    if (!isKnown(request.headers['proxy-authorization'])) return refuse(socket, '407 Proxy Authentication Required');
    const target = table.dialled(request.url ?? '');
    // Nobody speaks before the answer.
    if (target === null || target.name === member.name || head.length > 0) return refuse(socket, '403 Forbidden');
    if (sockets.size - strangers.size >= mostConnections) return refuse(socket, '503 Service Unavailable');
    forget(socket);
    const [forth, back] = [table.link(member.name, target.name), table.link(target.name, member.name)];
    whenReachable(forth, back, socket, () => dial(target, forth, back, socket));
  });

  function dial(target: LinkedMember, forth: Link, back: Link, dialler: Socket): void {
    const dialled = connect(target.listenPort, '127.0.0.1');
    const giveUp = (): void => resetSocket(dialler);
    const leave = (): void => void dialled.destroy();
    dialled.once('error', giveUp);
    dialler.once('close', leave);
    dialled.once('connect', () => {
      dialled.off('error', giveUp);
      dialler.off('close', leave);
      const port = dialler.remotePort;
      if (dialler.destroyed || port === undefined) return resetSocket(dialled);
      const secured = connectTls({
        ...{ socket: dialled, secureContext: context },
        checkServerIdentity: (_, certificate) => checkServerIdentity(target.peerHost, certificate),
      });
      const connection = new PeerConnection({ forth, back, dialler, dialled, secured });
      connections.set(port, connection);
      all.add(connection);
      void connection.closed.then(() => {
        all.delete(connection);
        if (connections.get(port) === connection) connections.delete(port);
      });
      dialler.write('HTTP/1.1 200 Connection established\r\n\r\n');
      inner.emit('connection', dialler);
    });
  }

  function isKnown(said: string | undefined): boolean {
    const given = Buffer.from(said ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  function forget(socket: Socket): void {
    clearTimeout(strangers.get(socket));
    strangers.delete(socket);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  table.addMember(member);
  // A TCP server's address is an object; only a pipe's is a text.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${user}:${password}@127.0.0.1:${port}`,
    async close() {
      const closed = [...all].map((connection) => connection.closed);
      for (const connection of all) connection.close();
      for (const socket of sockets) socket.destroy();
      await Promise.all([...closed, new Promise<void>((resolve) => server.close(() => resolve()))]);
    },
  };
}

/** Resets the socket where both links are cut, and goes on once one of them is neither cut nor held. */
function whenReachable(forth: Link, back: Link, socket: Socket, goOn: () => void): void {
  const isShut = (link: Link): boolean => link.isCut || link.isHeld;
  const decide = (): boolean => {
    if (socket.destroyed) return true;
    if (forth.isCut && back.isCut) resetSocket(socket);
    else if (isShut(forth) && isShut(back)) return false;
    else goOn();
    return true;
  };
  if (decide()) return;
  const stops = [forth, back].map((link) =>
    link.watch(() => {
      if (decide()) stop();
    }),
  );
  const stop = (): void => {
    for (const unwatch of stops) unwatch();
    socket.off('close', stop);
  };
  socket.once('close', stop);
}

function refuse(socket: Socket, status: string): void {
  const challenge = status.startsWith('407') ? 'Proxy-Authenticate: Basic\r\n' : '';
  socket.end(`HTTP/1.1 ${status}\r\n${challenge}Connection: close\r\nContent-Length: 0\r\n\r\n`);
  setTimeout(() => socket.destroy(), strangerMs).unref();
}
