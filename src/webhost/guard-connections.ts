import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** How long a connection may take to show that it comes from a browser that was let in. */
export const STRANGER_MS = 15_000;

/** How many connections beside those of the wire: browsers open six at most. */
const MOST_CONNECTIONS = 64;

/** How long one that was let in may neither send nor read, and hold no wire. */
const QUIET_MS = 30_000;

/** The connections of a server, from the first byte on. */
export interface ConnectionGuard {
  /** It comes from a browser that was let in: its time is its own. */
  admit(socket: Duplex): void;
  /** It carries the wire now, which counts its own and has its own ways to end. */
  release(socket: Duplex): void;
  /** Ends every connection, those of the wire too. */
  destroyAll(): void;
}

/**
 * Bounds what can be held at the port without being let in: a connection ends when it has not shown a session
 * in time, whether its request is not finished, its answer not read, or its refused upgrade not closed. Where there are
 * too many, the oldest stranger makes room, so that the operator's browser always gets in.
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
