import type { ServerResponse } from 'node:http';
import type { Refusal } from '../../kube-answers/answers/status.ts';
import { statusJson } from '../../kube-answers/answers/status.ts';

/** What a stream is written to: an HTTP answer, or a WebSocket. */
export interface StreamSink {
  /** Begins the answer; nothing may fail with a Status behind it. `length`: of all of it, where that is known. */
  begin(contentType: string, warnings: readonly string[], length?: number): void;
  readonly hasBegun: boolean;
  /**
   * Writes a part, and waits while the client does not read. Fails where it is gone, or reads nothing for too long.
   * `written`: called once nothing reads the part any more, perhaps later.
   */
  write(part: Uint8Array, written?: () => void): Promise<void>;
  end(): void;
}

/** How many bytes are written ahead of a client, so that it reads while the next ones are made. */
const aheadBytes = 2 ** 20;

/** An answer over HTTP. */
export class HttpReply implements StreamSink {
  readonly #response: ServerResponse;
  readonly #unreadMs: number;
  #bytes = 0;

  constructor(response: ServerResponse, unreadMs: number) {
    this.#response = response;
    this.#unreadMs = unreadMs;
  }

  get hasBegun(): boolean {
    return this.#response.headersSent;
  }

  get status(): number {
    return this.#response.statusCode;
  }

  /** The bytes of the body so far. */
  get bytes(): number {
    return this.#bytes;
  }

  begin(contentType: string, warnings: readonly string[], length?: number): void {
    this.#head(200, contentType, warnings);
    if (length !== undefined) this.#response.setHeader('Content-Length', length);
    this.#response.flushHeaders();
  }

  async write(part: Uint8Array, written?: () => void): Promise<void> {
    this.#bytes += part.length;
    const response = this.#response;
    if (response.destroyed) throw gone();
    if (response.write(part, written) || response.writableLength < aheadBytes) return;
    await drained(response, this.#unreadMs);
  }

  end(): void {
    const response = this.#response;
    response.end();
    if (response.writableFinished || response.destroyed) return;
    // What was written ahead may stay unread as well.
    const late = setTimeout(() => response.destroy(), this.#unreadMs);
    response.once('close', () => clearTimeout(late));
  }

  /** Answers with one body. */
  document(status: number, contentType: string, body: string | Uint8Array, warnings: readonly string[] = []): void {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    this.#head(status, contentType, warnings);
    this.#response.setHeader('Content-Length', bytes.length);
    this.#bytes = bytes.length;
    this.#response.end(bytes);
  }

  /** Answers with a Status; where an answer has begun, cuts it off, which no client takes for a whole one. */
  refuse({ status }: Refusal): void {
    if (this.hasBegun) {
      this.#response.destroy();
      return;
    }
    const seconds = status.details?.retryAfterSeconds;
    if (seconds !== undefined) this.#response.setHeader('Retry-After', seconds);
    if (status.code === 405) this.#response.setHeader('Allow', 'GET, HEAD');
    this.document(status.code, 'application/json', statusJson(status));
  }

  #head(status: number, contentType: string, warnings: readonly string[]): void {
    this.#response.statusCode = status;
    this.#response.setHeader('Content-Type', contentType);
    this.#response.setHeader('Cache-Control', 'no-cache, private');
    this.#response.setHeader('X-Content-Type-Options', 'nosniff');
    if (warnings.length > 0) this.#response.setHeader('Warning', warnings.map(warningHeader));
  }
}

function warningHeader(text: string): string {
  return `299 - ${JSON.stringify(text.replace(/[^ -~]/g, '?'))}`;
}

function gone(): Error {
  return new Error('the client is gone');
}

async function drained(response: ServerResponse, unreadMs: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => response.destroy(), unreadMs);
    const settle = (error: Error | null): void => {
      clearTimeout(timer);
      response.off('drain', onDrain);
      response.off('close', onClose);
      if (error === null) resolve();
      else reject(error);
    };
    const onDrain = (): void => settle(null);
    const onClose = (): void => settle(gone());
    response.once('drain', onDrain);
    response.once('close', onClose);
    if (response.destroyed) onClose();
  });
}
