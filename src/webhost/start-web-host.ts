import { createApp } from '../core/app.ts';
import { builtRendererFolder } from '../core/assets/assets.ts';
import type { Ports } from '../core/ports.ts';
import { openLinkIssuer } from './link-issuer.ts';
import { openInBrowser } from './open-browser.ts';
import { startWebServer } from './web-server.ts';

/** How long closing waits for connections to close and sandboxes to stop. */
const GOODBYE_MS = 10_000;

/** A running web host. */
export interface WebHost {
  /** The first one-time link. */
  readonly link: string;
  /** Returns a new one in place of the one before. Its use admits its browser instead of the one before. */
  newLink(): string;
  /**
   * Says goodbye to every window, closes every connection and stops every sandbox, once for any number of calls. Waits
   * ten seconds at most.
   */
  close(): Promise<void>;
}

/** Serves the product on 127.0.0.1. Fails when the port is taken. */
export async function startWebHost(options: {
  readonly ports: Ports;
  /** 0 takes a free one. */
  readonly port: number;
  /** Whether to open the link in the user's browser. */
  readonly open: boolean;
  /** The fragment of the page's address that links lead to; empty: the start screen. */
  readonly address: string;
}): Promise<WebHost> {
  const { ports } = options;
  const app = createApp(ports);
  // Calls that need it wait for it; sandboxes that cannot be cleared are logged.
  void app.reap();
  app.runSchedules();
  const server = await startWebServer({
    api: app.api,
    log: ports.log,
    port: options.port,
    rendererFolder: builtRendererFolder(),
  });
  const issuer = await openLinkIssuer({
    folder: ports.settingsFolder,
    port: Number(new URL(server.link).port),
    newLink() {
      ports.log.info('A new link was asked for with "etcdeck serve --link"');
      return server.newLink() + options.address;
    },
  }).catch((error: unknown) => {
    ports.log.warn('"etcdeck serve --link" cannot ask here for a new link', { reason: String(error) });
    return null;
  });
  const removeOpener = options.open ? await open(server.link + options.address) : null;
  let closing: Promise<void> | null = null;
  return {
    link: server.link + options.address,
    newLink: () => server.newLink() + options.address,
    async close() {
      closing ??= closeAll();
      await closing;
    },
  };

  async function closeAll(): Promise<void> {
    const goodbyes = Promise.all([
      server.close('etcdeck serve was stopped'),
      app.close(),
      issuer?.close(),
      removeOpener?.(),
    ]);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<true>((resolve) => {
      timer = setTimeout(() => resolve(true), GOODBYE_MS);
    });
    const isLate = await Promise.race([goodbyes.then(() => false), late]).finally(() => clearTimeout(timer));
    if (isLate) ports.log.warn('Not everything could be closed in time', { waitedMs: GOODBYE_MS });
  }

  // The link is printed too, so a browser that cannot be opened is not fatal.
  async function open(link: string): Promise<(() => Promise<void>) | null> {
    return openInBrowser(link).catch((error: unknown) => {
      ports.log.warn('No browser could be opened', { reason: String(error) });
      return null;
    });
  }
}
