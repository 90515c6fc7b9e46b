import type { Server, Socket } from 'node:net';

/** A server that listens on 127.0.0.1. */
export interface LocalServer {
  readonly port: number;
  /** Breaks every connection, and resolves when the port is free. */
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1, and returns its number. */
export function listenLocally(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('a TCP server has a port'));
      else resolve(address.port);
    });
  });
}

/** Listens with a server whose connections may break without notice. */
export async function serveLocally(server: Server): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  return {
    port: await listenLocally(server),
    async close() {
      const closed = new Promise((done) => server.close(done));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
