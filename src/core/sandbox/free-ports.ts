import { createServer, type Server } from 'node:net';

// Below every system's range for outgoing connections (32768 on Linux, 49152 elsewhere). Any dial may take a port
// inside it, and a dial to a stopped member's port could even connect to itself.
const lowest = 15_000;
const highest = 32_000;

/**
 * Finds ports of 127.0.0.1 that nothing listens on. They are not reserved: the caller must be ready to find one taken
 * and ask again.
 */
export async function findFreePorts(count: number): Promise<readonly number[]> {
  const held: Server[] = [];
  try {
    while (held.length < count) {
      const server = await tryListen(lowest + Math.floor(Math.random() * (highest - lowest)));
      if (server !== null) held.push(server);
    }
    return held.map(portOf);
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

function tryListen(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address with a port');
  return address.port;
}
