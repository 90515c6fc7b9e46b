import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** The time in which a connection must show the session of an admitted browser. */
export const STRANGER_MS = 15_000;

/** The most connections besides those of the wire: browsers open six at most. */
const MOST_CONNECTIONS = 64;

/** How long an admitted connection without the wire may neither send nor read. */
const QUIET_MS = 30_000;

/** The connections of a server, from the first byte on. */
export interface ConnectionGuard {
  /** Marks a connection as an admitted browser's: its time is no longer bounded. */
  admit(socket: Duplex): void;
  /** Marks a connection as the wire's, which has its own limits and its own ways to end. */
  release(socket: Duplex): void;
  /** Ends every connection, those of the wire too. */
  destroyAll(): void;
}

/**
 * Bounds the connections that strangers can hold: a connection ends when it has not shown a session in time, whether
 * its request is unfinished, its answer unread, or its refused upgrade not closed. Where there are too many, the oldest
 * stranger is ended, so the operator's browser always gets in.
 */
export function guardConnections(server: Server, strangerMs = STRANGER_MS): ConnectionGuard {
  const all = new Set<Duplex>();
  const strangers = new Map<Duplex, NodeJS.Timeout>();
  const admitted = new Set<Duplex>();
  server.headersTimeout = Math.min(server.headersTimeout, strangerMs);
  server.requestTimeout = QUIET_MS;
  server.timeout = QUIET_MS;

  server.on('connection', (socket: Socket) => {
    all.add(socket);
    strangers.set(
      socket,
      setTimeout(() => socket.destroy(), strangerMs),
    );
    socket.once('close', () => {
      release(socket);
      all.delete(socket);
    });
    if (strangers.size + admitted.size > MOST_CONNECTIONS) makeRoom();
  });

  function makeRoom(): void {
    const [oldest] = strangers.size > 1 ? strangers.keys() : admitted;
    oldest?.destroy();
  }

  function release(socket: Duplex): void {
    clearTimeout(strangers.get(socket));
    strangers.delete(socket);
    admitted.delete(socket);
  }

  return {
    admit(socket) {
      if (!strangers.has(socket)) return;
      release(socket);
      admitted.add(socket);
    },
    release,
    destroyAll() {
      for (const socket of all) socket.destroy();
    },
  };
}
