import { connect, createServer, type Socket } from 'node:net';
import { listenLocally, serveLocally } from './local-server.ts';

/** A wire that can be cut: TCP in front of one member, bytes passed on as they are. */
export interface TestProxy {
  /** The target's URL with the proxy's port. */
  readonly endpoint: string;
  /** How many connections are open now. */
  connections(): number;
  /** Leads new connections there from now on. */
  turnTo(target: string): void;
  /** Breaks every open connection; new ones are taken. */
  cut(): void;
  /** Breaks new connections as soon as they are made. Open ones live on. */
  refuse(): void;
  /** Takes new connections again, passes bytes again, and cuts nothing any more. */
  accept(): void;
  /** Keeps every connection, open or new, and passes no byte in either direction. */
  stall(): void;
  /** Breaks every connection once so many more bytes have gone to clients, once. */
  cutAfter(bytes: number): void;
  /** How many bytes have gone to clients. */
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

  const cut = (): void => {
    for (const { client, server } of pairs) {
      client.resetAndDestroy();
      server.destroy();
    }
  };
  const listener = createServer((client) => {
    if (state === 'refuse') {
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
          cut();
          return;
        }
        if (!to.write(chunk)) from.pause();
      });
      to.on('drain', () => state !== 'stall' && from.resume());
      from.on('end', () => to.end());
      // A broken connection is what a proxy is for; `close` follows.
      from.on('error', () => undefined);
      from.on('close', () => {
        pairs.delete(pair);
        to.destroy();
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
    cutAfter(bytes) {
      cutAt = toClient + bytes;
    },
    bytesToClient: () => toClient,
    async close() {
      cut();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** Takes connections and never answers a byte. */
export async function startBlackHole(): Promise<{ readonly endpoint: string; close(): Promise<void> }> {
  const { port, close } = await serveLocally(createServer());
  return { endpoint: `http://127.0.0.1:${port}`, close };
}
