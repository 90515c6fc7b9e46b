import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The query parameter of the one-time link. */
const TOKEN = 'token';

/**
 * Who is let in. The link's token is good for one browser, once; that browser then has a cookie, named by the port
 * because cookies know none. Host and Origin must be exactly our own: a name that was rebound to 127.0.0.1, and a page
 * of another origin, are turned away although the browser holds the cookie.
 */
export class Admission {
  readonly origin: string;
  readonly link: string;
  readonly #host: string;
  readonly #cookie: string;
  readonly #token = secret();
  readonly #session = secret();
  #isRedeemed = false;

  constructor(port: number) {
    this.#host = `127.0.0.1:${port}`;
    this.origin = `http://${this.#host}`;
    this.link = `${this.origin}/?${TOKEN}=${this.#token}`;
    this.#cookie = `etcdeck-${port}`;
  }

  isOwnHost(request: IncomingMessage): boolean {
    return request.headers.host === this.#host;
  }

  isOwnOrigin(request: IncomingMessage): boolean {
    return request.headers.origin === this.origin;
  }

  hasSession(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(/;\s*/);
    const prefix = `${this.#cookie}=`;
    return cookies.some((cookie) => cookie.startsWith(prefix) && isEqual(cookie.slice(prefix.length), this.#session));
  }

  /** Whether a URL brings a token along, good or not. */
  bringsToken(url: URL): boolean {
    return url.searchParams.has(TOKEN);
  }

  /** Trades the token for the cookie to set; `null` where it is not the token, or was traded before. */
  redeem(url: URL): string | null {
    if (this.#isRedeemed || !isEqual(url.searchParams.get(TOKEN) ?? '', this.#token)) return null;
    this.#isRedeemed = true;
    return `${this.#cookie}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

// Hashed first, so that neither content nor length shows in the time it takes.
function isEqual(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
