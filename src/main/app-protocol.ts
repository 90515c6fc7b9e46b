import { readFile } from 'node:fs';
import { protocol } from 'electron';
import { findAsset } from '../core/assets/assets.ts';
import { contentPolicy } from '../core/assets/content-policy.ts';

const SCHEME = 'app';
const HOST = 'etcdeck';

/** The page of the window. A custom scheme has an origin, unlike a file, so the page can have a strict policy. */
export const APP_URL = `${SCHEME}://${HOST}/index.html`;

/** Registers the scheme with Chromium; only possible before the app is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** Whether a URL is one of the app's own pages. */
export function isAppUrl(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === `${SCHEME}:` && new URL(url).host === HOST;
}

/**
 * Serves the built renderer, and no other file. The promise resolves when the first page has been answered.
 *
 * Not by `protocol.handle`: its requests, answers and streams are those of `fetch`, which Node loads at the first of them,
 * for longer than the page takes.
 */
export function serveApp(rendererFolder: string): Promise<void> {
  const headers = {
    'content-security-policy': contentPolicy("'none'"),
    'cross-origin-opener-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
  const notFound = Buffer.from('There is no such page.\n');
  return new Promise((resolve) => {
    protocol.registerBufferProtocol(SCHEME, ({ url, method }, answer) => {
      const asset = isAppUrl(url) && method === 'GET' ? findAsset(rendererFolder, new URL(url).pathname) : null;
      const say = (body: Buffer | null): void => {
        if (asset === null || body === null)
          answer({ statusCode: 404, headers, mimeType: 'text/plain', data: notFound });
        else answer({ headers: { ...headers, 'content-type': asset.contentType }, data: body });
        // The first file that is requested is the page. Its answer is on the way before anything else runs here.
        setImmediate(resolve);
      };
      if (asset === null) say(null);
      else readFile(asset.file, (error, body) => say(error === null ? body : null));
    });
  });
}
