import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { WIRE_PROTOCOL } from '../contract/wire/handover.ts';

/** The query parameter of the one-time link. */
const TOKEN = 'token';

/** The admission that the one-time link is exchanged for. */
export interface Entry {
  /** The `Set-Cookie` header. */
  readonly cookie: string;
  /** For the page to keep. */
  readonly pageSecret: string;
}

/**
 * Decides who is let in. The link's token is good for one browser, once; that browser then has a cookie, named by the
 * port because cookies know none, and its pages have a secret. A newer link ends the one before, and once it is used,
 * what that one let in: there is one link and one browser at a time. The cookie reaches every other server on 127.0.0.1
 * that the browser visits, so it opens pages at most; the secret is kept by origin, port included, and only both
 * together open the wire. Every request must name exactly our own Host, so that a name that was rebound to 127.0.0.1 is
 * turned away although the browser holds the cookie. The wire must name our Origin as well; a page is loaded without
 * one.
 */
export class Admission {
  readonly origin: string;
  readonly #host: string;
  readonly #cookie: string;
  readonly #onDidReplace: () => void;
  #token: string | null = null;
  #session: string | null = null;
  #page = secret();

  /** `onDidReplace`: another browser was let in, and the one before is no longer. */
  constructor(port: number, onDidReplace: () => void = () => undefined) {
    this.#onDidReplace = onDidReplace;
    this.#host = `127.0.0.1:${port}`;
    this.origin = `http://${this.#host}`;
    this.#cookie = `etcdeck-${port}`;
  }

  /** A link that lets one browser in, once. */
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

  /** Whether a URL brings a token along, good or not. */
  bringsToken(url: URL): boolean {
    return url.searchParams.has(TOKEN);
  }

  /** Trades the token; `null` where it is not the token of the newest link, or was traded before. */
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

// Hashed first, so that neither content nor length shows in the time it takes.
function isEqual(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
