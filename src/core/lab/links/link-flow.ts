import type { Readable, Writable } from 'node:stream';
import type { Link } from './link.ts';
import type { DecodedMessage, Tap } from './raft/tap.ts';

/** The most bytes of one body that are on their way. Above that its sender is not read from, as with a full window of TCP. */
const mostOnTheWay = 2 ** 20;

/** A request or an answer that passes. */
export interface FlowParts {
  readonly source: Readable;
  /** What it passes; `null` where it only serves what passes the other way, and always passes. */
  readonly link: Link | null;
  /** Whether the link's delay counts, or only whether it is held. */
  readonly hasDelay: boolean;
  /** What reads along; `null`: only bytes are counted. */
  readonly tap: Tap | null;
  /** Sends the head on, once it has passed, and returns where the body goes. */
  readonly open: () => Writable;
  /** Ends where the body went. */
  readonly end: (sink: Writable) => void;
  /** Called after something has passed. */
  readonly onMoved: () => void;
  /** Called where what was read cannot be written again: Node reads more of HTTP than it writes. */
  readonly onBroken: () => void;
}

/** Bytes on their way, with the messages that end in them. The head has none of both. */
interface OnTheWay {
  readonly at: number;
  readonly bytes: Uint8Array | null;
  readonly messages: readonly DecodedMessage[];
  /** Whether its messages are counted as lost already. */
  readonly isHeldBack: boolean;
}

/**
 * Carries a request or an answer over a link, in order. A held link is a delay without an end: what the sender's TCP would send
 * again once a firewall has opened is kept here, up to a bound, and passes then.
 */
export class LinkFlow {
  readonly #parts: FlowParts;
  readonly #queue: OnTheWay[];
  #sink: Writable | null = null;
  #queued = 0;
  #isFull = false;
  #hasEnded = false;
  /** Whether all of it has passed, or was thrown away. */
  isOver = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: FlowParts) {
    this.#parts = parts;
    this.#queue = [{ at: performance.now(), bytes: null, messages: [], isHeldBack: false }];
    parts.source.on('data', (bytes: Uint8Array) => this.#take(bytes));
    parts.source.on('end', () => {
      this.#hasEnded = true;
      this.move();
    });
    this.move();
  }

  /** Whether something of it has come and not passed. */
  get isOnTheWay(): boolean {
    return !this.isOver && (this.#queue.length > 0 || this.#hasEnded);
  }

  /** Moves on what is due: to be called after each change of the link. */
  move(): void {
    if (this.isOver) return;
    const isOpen = this.#parts.link?.isHeld !== true;
    for (let next = this.#queue[0]; isOpen && next !== undefined && !this.#isFull; next = this.#queue[0]) {
      const waitMs = next.at + this.#delayMs - performance.now();
      if (waitMs > 0) {
        this.#wakeIn(waitMs);
        break;
      }
      this.#queue.shift();
      if (next.bytes === null) this.#open();
      else {
        this.#queued -= next.bytes.length;
        this.#write(next.bytes);
        this.#parts.link?.pass(next.bytes.length, next.messages);
      }
    }
    // What could not be sent on has ended all of it.
    if (this.isOver) return;
    const { source } = this.#parts;
    if (this.#isFull || this.#queued >= mostOnTheWay) source.pause();
    else if (source.isPaused()) source.resume();
    if (isOpen && this.#hasEnded && this.#queue.length === 0) this.#end();
    this.#parts.onMoved();
  }

  /** Throws away what is on its way, and reads no more. */
  close(): void {
    if (this.isOver) return;
    this.#stop();
    const { link, tap, source } = this.#parts;
    source.pause();
    for (const { messages, isHeldBack } of this.#queue) if (!isHeldBack) link?.lose(messages.length);
    if (tap?.isMidway === true) link?.lose(1);
    this.#queue.length = 0;
  }

  get #delayMs(): number {
    const { link, hasDelay } = this.#parts;
    return hasDelay ? (link?.delayMs ?? 0) : 0;
  }

  #take(bytes: Uint8Array): void {
    if (this.isOver) return;
    const { link, tap, source } = this.#parts;
    const isHeldBack = link?.isHeld === true;
    if (this.#queue.length === 0 && !this.#isFull && !isHeldBack && this.#delayMs === 0) {
      this.#write(bytes);
      if (this.#isFull) source.pause();
      link?.pass(bytes.length, tap?.take(bytes) ?? []);
      return;
    }
    const messages = tap?.take(bytes) ?? [];
    if (isHeldBack) link.lose(messages.length);
    this.#queue.push({ at: performance.now(), bytes, messages, isHeldBack });
    this.#queued += bytes.length;
    this.move();
  }

  #open(): void {
    try {
      this.#sink = this.#parts.open();
    } catch {
      this.#break();
      return;
    }
    this.#sink.on('drain', () => {
      this.#isFull = false;
      this.move();
    });
  }

  #break(): void {
    this.close();
    this.#parts.onBroken();
  }

  #write(bytes: Uint8Array): void {
    this.#isFull = this.#sink?.write(bytes) === false;
  }

  #end(): void {
    this.#stop();
    const { link, tap, end } = this.#parts;
    link?.pass(0, tap?.end() ?? []);
    try {
      if (this.#sink !== null) end(this.#sink);
    } catch {
      this.#break();
    }
  }

  #stop(): void {
    this.isOver = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #wakeIn(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.move(), Math.ceil(ms));
  }
}
