import { connect, createServer, type Socket } from 'node:net';
import { listenLocally } from '../local-server.ts';

/** The treatment of the next large request on a line. */
export interface Trap {
  /** `request`: it is held back, and delivered later. `answer`: it is passed on, and its answer is lost. */
  readonly keeps: 'request' | 'answer';
  /** When the client's side breaks, in milliseconds from then on; `null`: the client has to give up by itself. */
  readonly breaksAfterMs: number | null;
  /** When a request that was held is delivered. */
  readonly deliversAfterMs: number;
  readonly onDidSpring: () => void;
}

/**
 * A TCP line from one client to one member whose two ends break separately: the client's end may be gone while its
 * request still travels.
 */
export interface Line {
  /** The member's URL with the line's port. */
  readonly endpoint: string;
  /** Springs at the next request with a transaction of many keys. */
  setTrap(trap: Trap): void;
  removeTrap(): void;
  /** Breaks every connection at both ends. */
  cut(): void;
  /** Breaks the client's ends only: what was sent still arrives. */
  cutClient(): void;
  /** Breaks new connections as soon as they are made. */
  refuse(): void;
  accept(): void;
  /** Delivers held requests, accepts new connections and passes bytes again. */
  heal(): void;
  /** Resolves when the member has read all requests of clients that are gone. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** Smaller than a transaction of many keys, larger than anything else that is sent once both have greeted. */
const largeBytes = 800;
const greetings = 4;
/** The longest time in which a member answers a late request. */
const quietMs = 150;

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  readonly gone: Promise<void>;
  held: Buffer[] | null;
  isAnswerLost: boolean;
  isClientGone: boolean;
  movedAt: number;
  sent: number;
}

/** Lays a line to `https://127.0.0.1:port`. */
export async function layLine(target: string): Promise<Line> {
  const url = new URL(target);
  const pairs = new Set<Pair>();
  let trap: Trap | null = null;
  let isRefusing = false;

  const loseClient = (pair: Pair): void => {
    pair.isClientGone = true;
    pair.client.resetAndDestroy();
  };
  const deliver = (pair: Pair): void => {
    const { held } = pair;
    pair.held = null;
    pair.movedAt = performance.now();
    for (const chunk of held ?? []) pair.server.write(chunk);
  };
  const spring = (pair: Pair, { keeps, breaksAfterMs, deliversAfterMs, onDidSpring }: Trap): void => {
    trap = null;
    onDidSpring();
    if (keeps === 'request') {
      pair.held = [];
      setTimeout(() => deliver(pair), deliversAfterMs).unref();
    } else {
      pair.isAnswerLost = true;
    }
    if (breaksAfterMs !== null) setTimeout(() => loseClient(pair), breaksAfterMs).unref();
  };

  const listener = createServer((client) => {
    client.on('error', () => undefined);
    if (isRefusing) {
      client.resetAndDestroy();
      return;
    }
    const server = connect({ host: url.hostname, port: Number(url.port) });
    const gone = new Promise<void>((resolve) => void server.once('close', () => resolve()));
    const pair: Pair = {
      client,
      server,
      gone,
      held: null,
      isAnswerLost: false,
      isClientGone: false,
      movedAt: performance.now(),
      sent: 0,
    };
    pairs.add(pair);
    // A broken connection is what a line is for; `close` follows.
    server.on('error', () => undefined);
    client.on('data', (chunk: Buffer) => {
      pair.sent += 1;
      const isLarge = pair.sent > greetings && chunk.length >= largeBytes;
      if (trap !== null && pair.held === null && isLarge) spring(pair, trap);
      pair.movedAt = performance.now();
      if (pair.held !== null) pair.held.push(chunk);
      else if (!server.write(chunk)) client.pause();
    });
    server.on('data', (chunk: Buffer) => {
      pair.movedAt = performance.now();
      if (!pair.isClientGone && !pair.isAnswerLost && !client.write(chunk)) server.pause();
    });
    server.on('drain', () => client.resume());
    client.on('drain', () => server.resume());
    client.on('close', () => {
      server.resume();
      if (pair.held !== null || pair.isAnswerLost) pair.isClientGone = true;
      if (!pair.isClientGone) server.destroy();
    });
    server.on('close', () => {
      pairs.delete(pair);
      client.destroy();
    });
  });
  const port = await listenLocally(listener);
  return {
    endpoint: `https://127.0.0.1:${port}`,
    setTrap(next) {
      trap = next;
    },
    removeTrap() {
      trap = null;
    },
    cut() {
      for (const { client, server } of pairs) {
        client.resetAndDestroy();
        server.destroy();
      }
    },
    cutClient() {
      for (const pair of pairs) loseClient(pair);
    },
    refuse() {
      isRefusing = true;
    },
    accept() {
      isRefusing = false;
    },
    heal() {
      isRefusing = false;
      trap = null;
      for (const pair of pairs) deliver(pair);
      // A client that was not broken off waits for an answer that is lost.
      for (const pair of pairs) if (pair.isAnswerLost) loseClient(pair);
    },
    async drained() {
      await Promise.all([...pairs].filter(({ isClientGone }) => isClientGone).map(leave));
    },
    async close() {
      for (const { client, server } of pairs) {
        client.destroy();
        server.destroy();
      }
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** Hangs up once the member is silent; it closes its own end when it has read everything. */
async function leave(pair: Pair): Promise<void> {
  while (performance.now() - pair.movedAt < quietMs) await new Promise((resolve) => setTimeout(resolve, 20));
  pair.server.end();
  await pair.gone;
}
