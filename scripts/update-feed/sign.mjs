import { sign } from 'node:crypto';

/** As `core/updates/signed-feed.ts` has it. */
const context = 'etcdeck update feed v1\n';

/**
 * Signs what a feed of releases says.
 * @param {unknown} feed
 * @param {import('node:crypto').KeyObject} privateKey
 */
export function signFeed(feed, privateKey) {
  const signed = JSON.stringify(feed);
  return { signed, signature: sign(null, Buffer.from(context + signed), privateKey).toString('base64') };
}
