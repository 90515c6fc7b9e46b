import { connect, createServer, type Socket } from 'node:net';
import { listenLocally, serveLocally } from './local-server.ts';

/** A TCP proxy in front of one member that can be cut. It passes bytes on unchanged. */
export interface TestProxy {
  /** The target's URL with the proxy's port. */
  readonly endpoint: string;
  /** The number of open connections. */
  connections(): number;
  /** Directs new connections to another target from now on. */
  turnTo(target: string): void;
  /** Breaks every open connection; accepts new ones. */
  cut(): void;
  /** Breaks new connections as soon as they are made. Open ones stay. */
  refuse(): void;
  /** Accepts new connections and passes bytes again, and no longer breaks anything. */
  accept(): void;
  /** Keeps every connection, open or new, but passes no byte in either direction. */
  stall(): void;
  /** Breaks every connection, once, after this many more bytes to clients; then so many new ones as they are made. */
  cutAfter(bytes: number, refusals?: number): void;
  /** Calls `act` once, after this many more bytes to clients. They are passed on. */
  after(bytes: number, act: () => void): void;
  /** The number of bytes sent to clients. */
  bytesToClient(): number;
  close(): Promise<void>;
}

/** Puts a proxy in front of `http(s)://host:port`. */
export async function startProxy(target: string): Promise<TestProxy> {
  let url = new URL(target);
  const pairs = new Set<{ readonly client: Socket; readonly server: Socket }>();
  let state: 'accept' | 'refuse' | 'stall' = 'accept';
  let toClient = 0;
  let cutAt = Number.POSITIVE_INFINITY;
  let actAt = Number.POSITIVE_INFINITY;
  let act: () => void = () => undefined;
  let refusalsAfterCut = 0;
  let refusals = 0;

  const cut = (): void => {
    for (const { client, server } of pairs) {
      client.resetAndDestroy();
      server.destroy();
    }
  };
  const listener = createServer((client) => {
    if (state === 'refuse' || refusals > 0) {
      refusals = Math.max(0, refusals - 1);
      client.resetAndDestroy();
      return;
    }
    const server = connect({ host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) });
    const pair = { client, server };
    pairs.add(pair);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('data', (chunk: Buffer) => {
        if (from === server) toClient += chunk.length;
        if (toClient >= cutAt) {
          cutAt = Number.POSITIVE_INFINITY;
          refusals = refusalsAfterCut;
          cut();
          return;
        }
        if (toClient >= actAt) {
          actAt = Number.POSITIVE_INFINITY;
          act();
        }
        if (!to.write(chunk)) from.pause();
      });
      to.on('drain', () => state !== 'stall' && from.resume());
      from.on('end', () => to.end());
      // The proxy breaks connections on purpose; `close` follows.
      from.on('error', () => undefined);
      from.on('close', () => {
        // What a server sent before it ended is still on its way to the client.
        if (from === client || !server.readableEnded) to.destroy();
        if (client.destroyed) pairs.delete(pair);
      });
      if (state === 'stall') from.pause();
    }
  });
  const port = await listenLocally(listener);
  return {
    endpoint: `${url.protocol}//127.0.0.1:${port}`,
    connections: () => pairs.size,
    turnTo(next) {
      url = new URL(next);
    },
    cut,
    refuse() {
      state = 'refuse';
    },
    accept() {
      state = 'accept';
      refusals = 0;
      cutAt = Number.POSITIVE_INFINITY;
      for (const { client, server } of pairs) {
        client.resume();
        server.resume();
      }
    },
    stall() {
      state = 'stall';
      for (const { client, server } of pairs) {
        client.pause();
        server.pause();
      }
    },
    cutAfter(bytes, connections = 0) {
      cutAt = toClient + bytes;
      refusalsAfterCut = connections;
    },
    after(bytes, then) {
      actAt = toClient + bytes;
      act = then;
    },
    bytesToClient: () => toClient,
    async close() {
      cut();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** Starts a server that accepts connections and never sends a byte. */
export async function startBlackHole(): Promise<{ readonly endpoint: string; close(): Promise<void> }> {
  const { port, close } = await serveLocally(createServer());
  return { endpoint: `http://127.0.0.1:${port}`, close };
}
