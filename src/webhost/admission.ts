import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { WIRE_PROTOCOL } from '../contract/wire/handover.ts';

/** The query parameter of the one-time link. */
const TOKEN = 'token';

/** What the one-time link is traded for. */
export interface Entry {
  /** The `Set-Cookie` header. */
  readonly cookie: string;
  /** For the page to keep. */
  readonly pageSecret: string;
}

/**
 * Who is let in. The link's token is good for one browser, once; that browser then has a cookie, named by the port
 * because cookies know none, and its pages have a secret. The cookie reaches every other server on 127.0.0.1 that the
 * browser visits, so it opens pages at most; the secret is kept by origin, port included, and only both together open
 * the wire. Host and Origin must be exactly our own: a name that was rebound to 127.0.0.1, and a page of another origin,
 * are turned away although the browser holds the cookie.
 */
export class Admission {
  readonly origin: string;
  readonly link: string;
  readonly #host: string;
  readonly #cookie: string;
  readonly #token = secret();
  readonly #session = secret();
  readonly #page = secret();
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

  /** Whether an upgrade offers the wire's protocol and, behind it, the page's secret. */
  hasPageSecret(request: IncomingMessage): boolean {
    const [protocol, offered, ...more] = (request.headers['sec-websocket-protocol'] ?? '').split(/,\s*/);
    return protocol === WIRE_PROTOCOL && more.length === 0 && isEqual(offered ?? '', this.#page);
  }

  /** Whether a URL brings a token along, good or not. */
  bringsToken(url: URL): boolean {
    return url.searchParams.has(TOKEN);
  }

  /** Trades the token; `null` where it is not the token, or was traded before. */
  redeem(url: URL): Entry | null {
    if (this.#isRedeemed || !isEqual(url.searchParams.get(TOKEN) ?? '', this.#token)) return null;
    this.#isRedeemed = true;
    return {
      cookie: `${this.#cookie}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`,
      pageSecret: this.#page,
    };
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
