import { readFile } from 'node:fs/promises';
import type { Dispatcher } from 'undici';
import { systemRoots } from '../connections/tls/system-roots.ts';
import { proxyFor } from './proxy-for.ts';

/** How long parts of a download may take, and how much may come. */
export interface Bounds {
  readonly connectMs: number;
  /** Without a byte. */
  readonly silenceMs: number;
  readonly wholeMs: number;
  readonly mostBytes: number;
}

/** Dials addresses of http(s), directly or through the proxy that the environment names for each. */
export class Dialler {
  readonly #bounds: Bounds;
  readonly #dispatchers = new Map<string, Dispatcher>();
  #roots: Promise<string[]> | null = null;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** Asks for a file. Rejects with an error of Node's or undici's. */
  async get(url: URL, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const { request } = await import('undici');
    const dispatcher = await this.#for(url);
    return await request(url, { dispatcher, signal, headers: { accept: 'application/octet-stream' } });
  }

  /** Cuts every connection. */
  async close(): Promise<void> {
    await Promise.all(Array.from(this.#dispatchers.values(), (one) => one.destroy()));
  }

  async #for(url: URL): Promise<Dispatcher> {
    const { Agent, ProxyAgent } = await import('undici');
    const proxy = proxyFor(url);
    const isSecure = url.protocol === 'https:' || proxy?.protocol === 'https:';
    const key = `${isSecure} ${proxy?.href ?? ''}`;
    const known = this.#dispatchers.get(key);
    if (known !== undefined) return known;
    const { connectMs, silenceMs } = this.#bounds;
    // Reading them takes a moment.
    this.#roots ??= isSecure ? trustedRoots() : null;
    const tls = { timeout: connectMs, ...(isSecure ? { ca: (await this.#roots) ?? [] } : {}) };
    const silence = { headersTimeout: silenceMs, bodyTimeout: silenceMs };
    const made =
      proxy === null
        ? new Agent({ ...silence, connect: tls })
        : // Few proxies let anything but https through a tunnel.
          new ProxyAgent({ ...silence, uri: proxy.href, requestTls: tls, proxyTls: tls, proxyTunnel: false });
    this.#dispatchers.set(key, made);
    return made;
  }
}

/** The machine's roots, and those in `NODE_EXTRA_CA_CERTS`, which Node adds only where no others are given. */
async function trustedRoots(): Promise<string[]> {
  const file = process.env.NODE_EXTRA_CA_CERTS;
  const extra = file ? await readFile(file, 'utf8').catch(() => '') : '';
  return [...(await systemRoots()), ...(extra === '' ? [] : [extra])];
}
