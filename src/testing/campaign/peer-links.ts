import { connect, createServer, type Socket } from 'node:net';
import { listenLocally } from '../local-server.ts';

/** The ways from each member to each other, by their places in the cluster. */
export interface PeerLinks {
  /** The proxy that a member dials its peers through, as `HTTPS_PROXY`. */
  proxyOf(from: number): string;
  /** Breaks every connection between a member and the others, or keeps all bytes of it, until it is healed. */
  isolate(member: number, how: 'cut' | 'hold'): void;
  heal(): void;
  close(): Promise<void>;
}

/** The address of a member for its peers: one for documentation (RFC 5737), since etcd uses no proxy for 127.0.0.1. */
export function peerHost(member: number): string {
  return `192.0.2.${11 + member}`;
}

/**
 * The members dial each other with CONNECT through one proxy each: the proxy identifies the source, the target the
 * peer.
 */
export async function layPeerLinks(peerPorts: readonly number[]): Promise<PeerLinks> {
  const pairs = new Set<{ readonly ends: readonly [number, number]; readonly sockets: readonly [Socket, Socket] }>();
  const isolated = new Map<number, 'cut' | 'hold'>();
  const stateOf = (ends: readonly [number, number]): 'cut' | 'hold' | null =>
    isolated.get(ends[0]) ?? isolated.get(ends[1]) ?? null;

  const serve = (from: number, caller: Socket): void => {
    caller.on('error', () => undefined);
    caller.once('data', (head: Buffer) => {
      const to = peerPorts.findIndex((_, member) => head.toString('latin1').startsWith(`CONNECT ${peerHost(member)}:`));
      const port = peerPorts[to];
      const ends = [from, to] as const;
      if (port === undefined || stateOf(ends) === 'cut') {
        caller.resetAndDestroy();
        return;
      }
      const called = connect({ host: '127.0.0.1', port });
      const pair = { ends, sockets: [caller, called] as const };
      pairs.add(pair);
      called.on('error', () => undefined);
      const over = (): void => {
        pairs.delete(pair);
        caller.destroy();
        called.destroy();
      };
      caller.on('close', over);
      called.on('close', over);
      called.once('connect', () => {
        caller.write('HTTP/1.1 200 Connection established\r\n\r\n');
        caller.on('data', (chunk) => void called.write(chunk));
        called.on('data', (chunk) => void caller.write(chunk));
        if (stateOf(ends) === 'hold') for (const socket of pair.sockets) socket.pause();
      });
    });
  };
  const listeners = peerPorts.map((_, from) => createServer((caller) => serve(from, caller)));
  const ports = await Promise.all(listeners.map(listenLocally));
  return {
    proxyOf: (from) => `http://127.0.0.1:${ports[from]}`,
    isolate(member, how) {
      isolated.set(member, how);
      for (const { ends, sockets } of pairs) {
        if (!ends.includes(member)) continue;
        for (const socket of sockets) how === 'cut' ? socket.resetAndDestroy() : socket.pause();
      }
    },
    heal() {
      isolated.clear();
      for (const { sockets } of pairs) for (const socket of sockets) socket.resume();
    },
    async close() {
      for (const { sockets } of pairs) for (const socket of sockets) socket.destroy();
      await Promise.all(listeners.map((listener) => new Promise((resolve) => listener.close(resolve))));
    },
  };
}
