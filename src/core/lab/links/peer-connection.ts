import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { Link } from './link.ts';
import { PeerExchange } from './peer-exchange.ts';

/** The two ends of a connection between members, which is one to each of them. */
export interface ConnectionParts {
  /** What carries messages of the member that dialled, and of the one that was dialled. */
  readonly forth: Link;
  readonly back: Link;
  readonly dialler: Socket;
  readonly dialled: Socket;
  /** Over `dialled`, with the certificate of the member that dialled. */
  readonly secured: TLSSocket;
}

/**
 * A connection of one member to another: whatever happens to one of its ends, happens to the other one. While a link is held,
 * the one behind it does not hear that the other has gone, and until a delayed answer has passed neither.
 */
export class PeerConnection {
  readonly #parts: ConnectionParts;
  readonly #agent: Agent;
  readonly #exchanges = new Set<PeerExchange>();
  readonly #unwatch: readonly (() => void)[];
  /** Over `dialler`, once it has shown a certificate. */
  #stream: Duplex | null = null;
  #isLeft = false;
  #isRefused = false;
  #ended: () => void = () => undefined;
  /** Resolves once both ends are closed. */
  readonly closed = new Promise<void>((resolve) => {
    this.#ended = resolve;
  });

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    const { forth, back, dialler, dialled, secured } = parts;
    this.#agent = new OneConnection(secured);
    this.#unwatch = [forth, back].map((link) => link.watch(() => this.#obey()));
    secured.on('error', () => dialled.destroy());
    for (const socket of [dialler, dialled]) {
      socket.on('error', () => socket.destroy());
      socket.setNoDelay(true);
      socket.setKeepAlive(true, keepAliveMs);
    }
    dialler.once('close', () => {
      this.#isLeft = true;
      for (const exchange of this.#exchanges) exchange.close();
      this.#settle();
    });
    secured.once('close', () => {
      this.#isRefused = true;
      this.#settle();
    });
    if (dialled.destroyed) dialler.destroy();
  }

  /** Takes the stream over which the member that dialled speaks. */
  secure(stream: Duplex): void {
    this.#stream = stream;
    stream.on('error', () => this.#parts.dialler.destroy());
  }

  carry(request: IncomingMessage, response: ServerResponse): void {
    const { forth, back, secured } = this.#parts;
    const exchange = new PeerExchange({
      ...{ request, response, forth, back, agent: this.#agent },
      onMoved: () => this.#settle(),
      onBroken: () => secured.destroy(),
    });
    if (exchange.isCut) {
      exchange.refuse();
      this.reset();
      return;
    }
    this.#exchanges.add(exchange);
    response.once('close', () => {
      // An answer before the end of the request leaves a connection on which nothing else can be asked.
      if (response.writableFinished && !exchange.isAsked) secured.destroy();
      exchange.close();
      this.#exchanges.delete(exchange);
    });
    exchange.start();
  }

  /** Resets both ends. */
  reset(): void {
    for (const exchange of this.#exchanges) exchange.close();
    resetSocket(this.#parts.dialler);
    resetSocket(this.#parts.dialled);
  }

  /** Ends both ends. A thread that ends with sockets that were just reset spins in its clean-up forever (Node 20). */
  close(): void {
    for (const exchange of this.#exchanges) exchange.close();
    const { dialler, dialled, secured } = this.#parts;
    for (const stream of [this.#stream, secured, dialler, dialled]) stream?.destroy();
  }

  /** Applies how its links are set now. */
  #obey(): void {
    const { forth, back } = this.#parts;
    const exchanges = [...this.#exchanges];
    if ((forth.isCut && back.isCut) || exchanges.some(({ isCut }) => isCut)) this.reset();
    else for (const exchange of exchanges) exchange.move();
    this.#settle();
  }

  #settle(): void {
    const { forth, back, dialler, secured, dialled } = this.#parts;
    if (this.#isLeft && !forth.isHeld && !dialled.destroyed) secured.destroy();
    if (this.#isRefused && !this.#isLeft && !back.isHeld) {
      const isAnswering = [...this.#exchanges].some(({ isAnswerOnTheWay }) => isAnswerOnTheWay);
      if (!isAnswering) endSoon(this.#stream ?? dialler);
    }
    if (!this.#isLeft || !this.#isRefused) return;
    for (const stop of this.#unwatch) stop();
    this.#agent.destroy();
    this.#ended();
  }
}

/** How often the system asks whether the other side of a quiet connection still is there. */
const keepAliveMs = 30_000;

/** Gives each request the same connection, one after the other. */
class OneConnection extends Agent {
  readonly #socket: TLSSocket;

  constructor(socket: TLSSocket) {
    super({ keepAlive: true, maxSockets: 1 });
    this.#socket = socket;
  }

  override createConnection(): Duplex {
    return this.#socket;
  }
}

/** Ends a socket with a reset, as it is when a machine is not reached any more. */
export function resetSocket(socket: Socket): void {
  if (socket.destroyed) return;
  if (socket.connecting) socket.destroy();
  else socket.resetAndDestroy();
}

/** Ends a stream once what was written to it has gone. */
function endSoon(stream: Duplex): void {
  stream.end(() => stream.destroy());
}
