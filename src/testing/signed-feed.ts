import { type KeyObject, sign } from 'node:crypto';

/** A feed of releases as its makers sign it. */
export function signFeed(
  feed: unknown,
  privateKey: KeyObject,
): { readonly signed: string; readonly signature: string } {
  const signed = JSON.stringify(feed);
  const signature = sign(null, Buffer.from(`etcdeck update feed v1\n${signed}`), privateKey).toString('base64');
  return { signed, signature };
}
