import { type Agent, type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import type { Link } from './link.ts';
import { LinkFlow } from './link-flow.ts';
import { requestTap, snapshotTap, wholeMessageTap } from './raft/body-taps.ts';
import { appStream, messageStream } from './raft/stream-codecs.ts';
import { type StreamCodec, StreamTap } from './raft/stream-tap.ts';
import type { Tap } from './raft/tap.ts';

/** What an exchange of a request and an answer has to do with. */
export interface ExchangeParts {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What carries messages of the member that asks, and of the one that answers. */
  readonly forth: Link;
  readonly back: Link;
  /** Has the connection to the member that answers. */
  readonly agent: Agent;
  /** Called after something has passed. */
  readonly onMoved: () => void;
  /** Called where the member that answers cannot be understood, or has gone. */
  readonly onBroken: () => void;
}

/**
 * A request of one member to another, and its answer. What it carries decides which link's setting counts. Messages of raft
 * travel in the body of a `POST`, or in the endless answer to a `GET` of the member that wants them: the rest of such an exchange
 * only serves them. Everything else needs both directions.
 */
export class PeerExchange {
  readonly #parts: ExchangeParts;
  readonly #route: Route;
  readonly #flows: LinkFlow[] = [];

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
    this.#route = routeOf(parts.request);
  }

  /** Whether a link that it needs is cut. */
  get isCut(): boolean {
    const { forth, back } = this.#parts;
    const { carries } = this.#route;
    return (carries !== 'answer' && forth.isCut) || (carries !== 'request' && back.isCut);
  }

  /** Whether something of the answer has come and not passed. */
  get isAnswerOnTheWay(): boolean {
    return this.#flows[1]?.isOnTheWay === true;
  }

  /** Whether all of the request has passed. */
  get isAsked(): boolean {
    return this.#flows[0]?.isOver === true;
  }

  /** Counts a message that a cut link refused. */
  refuse(): void {
    if (this.#route.carries === 'request') this.#parts.forth.lose(1);
  }

  start(): void {
    const { request, response, forth, back, onMoved, onBroken } = this.#parts;
    const route = this.#route;
    // The member that asks has gone, which its connection hears as well.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    this.#flows.push(
      new LinkFlow({
        source: request,
        link: route.carries === 'answer' ? back : forth,
        hasDelay: route.carries !== 'answer',
        tap: route.carries === 'answer' ? null : route.tap(),
        open: () => this.#ask(),
        end: (sink) => sink.end(),
        ...{ onMoved, onBroken },
      }),
    );
  }

  /** Moves on what is due, after a link was changed. */
  move(): void {
    for (const flow of this.#flows) flow.move();
  }

  /** Throws away what is on its way. */
  close(): void {
    for (const flow of this.#flows) flow.close();
  }

  #ask(): Writable {
    const { request, agent, onBroken } = this.#parts;
    const { method, url: path, rawHeaders: headers } = request;
    const asked = requestHttp({ agent, method, path, headers, host: '127.0.0.1' });
    asked.on('error', onBroken);
    asked.on('response', (answer) => this.#answer(answer));
    asked.flushHeaders();
    return asked;
  }

  #answer(answer: IncomingMessage): void {
    const { response, back, onMoved, onBroken } = this.#parts;
    const { carries, tap } = this.#route;
    answer.on('error', onBroken);
    // A refusal has no messages in it.
    const isStream = carries === 'answer' && answer.statusCode === 200;
    this.#flows.push(
      new LinkFlow({
        source: answer,
        link: carries === 'request' ? null : back,
        hasDelay: true,
        tap: isStream ? tap() : null,
        open() {
          response.sendDate = false;
          response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
          response.flushHeaders();
          return response;
        },
        end() {
          response.addTrailers(pairsOf(answer.rawTrailers));
          response.end();
        },
        ...{ onMoved, onBroken },
      }),
    );
  }
}

/** What an exchange carries, and how it is read. */
interface Route {
  readonly carries: 'request' | 'answer' | 'both';
  readonly tap: () => Tap;
}

function routeOf({ method, url }: IncomingMessage): Route {
  const path = url?.split('?', 1)[0] ?? '';
  if (method === 'GET' && path.startsWith('/raft/stream/message/')) return stream(messageStream);
  if (method === 'GET' && path.startsWith('/raft/stream/msgapp/')) return stream(appStream);
  if (method === 'POST' && path === '/raft') return { carries: 'request', tap: wholeMessageTap };
  if (method === 'POST' && path === '/raft/snapshot') return { carries: 'request', tap: snapshotTap };
  return { carries: 'both', tap: requestTap };
}

function stream(codec: StreamCodec): Route {
  return { carries: 'answer', tap: () => new StreamTap(codec) };
}

function pairsOf(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, i) => (i % 2 === 0 ? [[name, raw[i + 1] ?? ''] as [string, string]] : []));
}
