import { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';

/**
 * A forwarded connection as a standard Node stream. The library's channel never answers a write once its session is
 * gone, and is not destroyed as streams are: HTTP/2 over it would wait for ever.
 */
export class TunnelStream extends Duplex {
  readonly #channel: ClientChannel;

  constructor(channel: ClientChannel) {
    super({ allowHalfOpen: true });
    this.#channel = channel;
    channel.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) channel.pause();
    });
    channel.once('end', () => this.push(null));
    channel.once('close', () => this.#ended());
    // Every end comes with `close`.
    channel.on('error', () => undefined);
  }

  override _read(): void {
    this.#channel.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    this.#channel.write(chunk, (error) => callback(error ?? null));
  }

  override _final(callback: (error?: Error | null) => void): void {
    this.#channel.end();
    callback();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#channel.destroy();
    // Otherwise the library keeps unread data, and the channel with it.
    this.#channel.resume();
    callback(error);
  }

  /** The far side has closed; data sent before can still be read. */
  #ended(): void {
    this.push(null);
    if (!this.writableFinished) this.end();
    if (this.readableEnded) this.destroy();
    else this.once('end', () => this.destroy());
  }
}
