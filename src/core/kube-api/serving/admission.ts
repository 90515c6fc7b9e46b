import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** How a browser's WebSocket brings a bearer token: among its protocols. */
const socketPrefix = 'base64url.bearer.authorization.k8s.io.';

/** Returns a new bearer token. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Decides who is admitted: who names this Host, so that no name rebound to 127.0.0.1 is served, and brings the token. An
 * Origin is not looked at: Headlamp forwards its browser's, and a page of another origin has no token.
 */
export class Admission {
  readonly #hosts: ReadonlySet<string>;
  readonly #token: Buffer;

  constructor(port: number, token: string) {
    this.#hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
    this.#token = digest(token);
  }

  isOwnHost({ headers }: IncomingMessage): boolean {
    return this.#hosts.has((headers.host ?? '').toLowerCase());
  }

  /** Whether the request brings the token, compared in constant time. */
  hasToken({ headers }: IncomingMessage): boolean {
    const [scheme = '', given = ''] = (headers.authorization ?? '').split(' ');
    if (scheme.toLowerCase() === 'bearer') return this.#isToken(given);
    const protocols = (headers['sec-websocket-protocol'] ?? '').split(/, */);
    const offered = protocols.find((one) => one.startsWith(socketPrefix));
    return (
      offered !== undefined && this.#isToken(Buffer.from(offered.slice(socketPrefix.length), 'base64url').toString())
    );
  }

  #isToken(given: string): boolean {
    return timingSafeEqual(digest(given), this.#token);
  }
}

// Hashed first, so that the time depends on neither content nor length.
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
