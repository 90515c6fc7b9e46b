import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PAGE_SECRET } from '../contract/wire/handover.ts';
import { findAsset } from '../core/assets/assets.ts';
import { contentPolicy } from '../core/assets/content-policy.ts';
import type { Admission, Entry } from './admission.ts';
import { SharedFiles } from './shared-files.ts';

const NOT_ADMITTED = `This browser has no access to etcdeck.

Open the link that "etcdeck serve" printed in its terminal.
Each link works once, in one browser.

For a new link, nothing has to be stopped: press Enter in that terminal,
or run on the same machine, as the same user,

    etcdeck serve --link

or, where it was started with "npm start",

    npm start -- --link

Once the new link is opened, it lets that browser in instead of the one before.
`;

/** Answers HTTP requests: the built renderer for admitted callers, the one-time link, and refusals in plain words. */
export function createPages(admission: Admission, rendererFolder: string) {
  const files = new SharedFiles();
  const headers = {
    'content-security-policy': contentPolicy(admission.origin.replace('http', 'ws')),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };

  return async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const say = (status: number, text: string, more: Record<string, string> = {}): void => {
      response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8', ...more }).end(text);
    };
    if (!admission.isOwnHost(request)) return say(421, `etcdeck answers at ${admission.origin} only.\n`);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return say(405, 'Only GET is answered here.\n', { allow: 'GET, HEAD' });
    }
    const url = parse(request.url, admission.origin);
    if (url === null) return say(400, 'This is no path.\n');
    // A HEAD, from a link checker or a chat's preview, does not consume the link.
    if (request.method === 'GET' && admission.bringsToken(url)) {
      // An admitted browser may have lost its pages' secret: a valid link gives it a new one.
      const entry = admission.redeem(url);
      if (entry !== null) return enter(response, entry);
    }
    if (!admission.hasSession(request)) return say(401, NOT_ADMITTED);
    if (admission.bringsToken(url)) return say(303, '', { location: '/' });

    const asset = findAsset(rendererFolder, url.pathname);
    if (asset === null) return say(404, 'There is no such page.\n');
    response.once('close', () => files.release(asset.file));
    const body = await files.take(asset.file);
    if (body === null) return say(404, 'There is no such page.\n');
    response
      .writeHead(200, {
        ...headers,
        'content-type': asset.contentType,
        'content-length': String(body.byteLength),
        'cache-control': asset.isImmutable ? 'private, max-age=31536000, immutable' : 'no-cache',
      })
      .end(body);
  };

  // Answers with a page instead of a redirect, which leads to the link's own fragment. The page keeps its secret in this origin's storage, which no URL, cookie
  // or other port can read, and removes the token from the address bar. A redirect after a link on another site would
  // also count as that site's, and the browser would withhold the strict cookie.
  function enter(response: ServerResponse, { cookie, pageSecret }: Entry): void {
    const nonce = randomBytes(16).toString('base64');
    const script = `try{localStorage.setItem(${JSON.stringify(PAGE_SECRET)},${JSON.stringify(pageSecret)})}finally{location.replace('/'+location.hash)}`;
    response
      .writeHead(200, {
        ...headers,
        'content-security-policy': entryPolicy(nonce),
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'set-cookie': cookie,
      })
      .end(`<!doctype html><meta charset="utf-8"><title>etcdeck</title><script nonce="${nonce}">${script}</script>`);
  }
}

function entryPolicy(nonce: string): string {
  const closed = ['default-src', 'base-uri', 'form-action', 'frame-ancestors'].map((source) => `${source} 'none'`);
  return [...closed, `script-src 'nonce-${nonce}'`].join('; ');
}

function parse(target: string | undefined, origin: string): URL | null {
  // `//host/path` would count as another host's URL.
  return target?.startsWith('/') && !target.startsWith('//') && URL.canParse(target, origin)
    ? new URL(target, origin)
    : null;
}
