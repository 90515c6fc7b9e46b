import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { WIRE_PROTOCOL } from '../contract/wire/handover.ts';

/** The query parameter of the one-time link. */
const TOKEN = 'token';

/** The admission given in exchange for the one-time link. */
export interface Entry {
  /** The `Set-Cookie` header. */
  readonly cookie: string;
  /** The secret for the page to keep. */
  readonly pageSecret: string;
}

/**
 * Decides who is admitted. The link's token admits one browser, once; that browser then has a cookie, named by the port
 * because cookies are not bound to one, and its pages have a secret. A newer link invalidates the one before; its use
 * also ends the admission that the one before gave: there is one link and one browser at a time. The cookie reaches
 * every other server on 127.0.0.1 that the browser visits, so it opens pages at most; the secret is kept by origin,
 * port included, and only both together open the wire. Every request must name exactly this Host, so a name rebound to
 * 127.0.0.1 is refused although the browser has the cookie. The wire must also name this Origin; a page is loaded
 * without one.
 */
export class Admission {
  readonly origin: string;
  readonly #host: string;
  readonly #cookie: string;
  readonly #onDidReplace: () => void;
  #token: string | null = null;
  #session: string | null = null;
  #page = secret();

  /** `onDidReplace`: another browser was admitted, which ended the admission before. */
  constructor(port: number, onDidReplace: () => void = () => undefined) {
    this.#onDidReplace = onDidReplace;
    this.#host = `127.0.0.1:${port}`;
    this.origin = `http://${this.#host}`;
    this.#cookie = `etcdeck-${port}`;
  }

  /** Returns a link that admits one browser, once. */
  newLink(): string {
    this.#token = secret();
    return `${this.origin}/?${TOKEN}=${this.#token}`;
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
    const session = this.#session;
    if (session === null) return false;
    return cookies.some((cookie) => cookie.startsWith(prefix) && isEqual(cookie.slice(prefix.length), session));
  }

  /** Whether an upgrade offers the wire's protocol and, behind it, the page's secret. */
  hasPageSecret(request: IncomingMessage): boolean {
    const [protocol, offered, ...more] = (request.headers['sec-websocket-protocol'] ?? '').split(/,\s*/);
    return protocol === WIRE_PROTOCOL && more.length === 0 && isEqual(offered ?? '', this.#page);
  }

  /** Whether a URL has a token, valid or not. */
  bringsToken(url: URL): boolean {
    return url.searchParams.has(TOKEN);
  }

  /** Exchanges the token for an admission; `null` where it is not the newest link's, or was used before. */
  redeem(url: URL): Entry | null {
    if (this.#token === null || !isEqual(url.searchParams.get(TOKEN) ?? '', this.#token)) return null;
    const isAnother = this.#session !== null;
    this.#token = null;
    this.#session = secret();
    this.#page = secret();
    if (isAnother) this.#onDidReplace();
    return {
      cookie: `${this.#cookie}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`,
      pageSecret: this.#page,
    };
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

// Hashed first, so that the time depends on neither content nor length.
function isEqual(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
