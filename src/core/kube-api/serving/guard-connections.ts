import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import type { ServingBounds } from './bounds.ts';

/** The connections of a server, from the first byte on. */
export interface ConnectionGuard {
  /** Marks a connection as one of the token's holder. Returns whether there is room for it. */
  admit(socket: Socket): boolean;
  /** Ends every connection. */
  destroyAll(): void;
}

/** How often the system asks whether the other side of a quiet connection still is there. */
const keepAliveMs = 30_000;

/**
 * Bounds the connections that strangers can hold: one ends when it has not shown the token in time, be it before or in
 * its TLS handshake, with an unfinished request, or with an answer that it does not read. Where there are too many, the
 * oldest stranger is ended, so that the token's holder always gets in.
 */
export function guardConnections(server: Server, bounds: ServingBounds): ConnectionGuard {
  // By the other side's port: a request's socket is the TLS one, and the one of TCP is what takes memory before it.
  const strangers = new Map<number, { readonly socket: Socket; readonly timer: NodeJS.Timeout }>();
  const admitted = new Map<number, Socket>();
  server.headersTimeout = bounds.strangerMs;
  server.requestTimeout = bounds.unreadMs;
  server.keepAliveTimeout = bounds.idleMs;
  server.on('connection', (socket: Socket) => {
    const port = socket.remotePort;
    if (port === undefined) {
      socket.destroy();
      return;
    }
    socket.setKeepAlive(true, keepAliveMs);
    strangers.set(port, { socket, timer: setTimeout(() => socket.destroy(), bounds.strangerMs) });
    socket.once('close', () => {
      forget(port, socket);
      if (admitted.get(port) === socket) admitted.delete(port);
    });
    if (strangers.size <= bounds.strangers) return;
    const [oldest] = strangers.values();
    oldest?.socket.destroy();
  });

  function forget(port: number, socket: Socket): void {
    const stranger = strangers.get(port);
    if (stranger?.socket !== socket) return;
    clearTimeout(stranger.timer);
    strangers.delete(port);
  }

  return {
    admit({ remotePort: port }) {
      if (port === undefined) return false;
      const stranger = strangers.get(port);
      if (stranger === undefined) return admitted.has(port);
      if (admitted.size >= bounds.connections) return false;
      forget(port, stranger.socket);
      admitted.set(port, stranger.socket);
      return true;
    },
    destroyAll() {
      for (const { socket } of strangers.values()) socket.destroy();
      for (const socket of admitted.values()) socket.destroy();
    },
  };
}
