import type { WebSocket } from 'ws';
import type { StreamSink } from './reply.ts';

/** How many bytes a client may leave unread before its watch waits. */
const fullBytes = 1024 * 1024;
/** How long a client may take to close what was closed here, in milliseconds. */
const farewellMs = 1_000;

/** Sends a watch's events as messages: text of JSON, one for each event. */
export class SocketSink implements StreamSink {
  readonly #socket: WebSocket;
  readonly #unreadMs: number;
  bytes = 0;

  constructor(socket: WebSocket, unreadMs: number) {
    this.#socket = socket;
    this.#unreadMs = unreadMs;
  }

  /** The handshake was the beginning: what fails is sent as an event. */
  get hasBegun(): boolean {
    return true;
  }

  begin(): void {
    // A message says its own type.
  }

  async write(part: Uint8Array): Promise<void> {
    this.bytes += part.length;
    const socket = this.#socket;
    if (socket.readyState !== socket.OPEN) throw new Error('the client is gone');
    const message = Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString().trimEnd();
    const sent = new Promise<void>((resolve, reject) => {
      socket.send(message, (error) => (error ? reject(error) : resolve()));
    });
    if (socket.bufferedAmount <= fullBytes) {
      // A later write says that the client is gone.
      sent.catch(() => undefined);
      return;
    }
    const late = setTimeout(() => socket.terminate(), this.#unreadMs);
    await sent.finally(() => clearTimeout(late));
  }

  end(): void {
    const timer = setTimeout(() => this.#socket.terminate(), farewellMs);
    this.#socket.once('close', () => clearTimeout(timer));
    this.#socket.close();
  }
}
