import { readFile } from 'node:fs/promises';
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

/** Serves the built renderer, and no other file. The promise resolves when the first page has been answered. */
export function serveApp(rendererFolder: string): Promise<void> {
  const headers = {
    'content-security-policy': contentPolicy("'none'"),
    'cross-origin-opener-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
  return new Promise((resolve) => {
    protocol.handle(SCHEME, async ({ url, method }) => {
      const asset = isAppUrl(url) && method === 'GET' ? findAsset(rendererFolder, new URL(url).pathname) : null;
      const body = asset === null ? null : await readFile(asset.file).catch(() => null);
      if (asset === null || body === null) return new Response('There is no such page.', { status: 404, headers });
      // The first file that is requested is the page. Its answer is on the way before anything else runs here.
      setImmediate(resolve);
      return new Response(body, { headers: { ...headers, 'content-type': asset.contentType } });
    });
  });
}
