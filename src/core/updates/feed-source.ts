import { createPublicKey, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readProductFile } from '../assets/product-files.ts';

/** Where releases are announced, and the key that signs them. */
export interface FeedSource {
  readonly address: URL;
  readonly publicKey: KeyObject;
}

const shape = z.union([
  z.strictObject({ address: z.null(), publicKey: z.null() }),
  z.strictObject({ address: z.url({ protocol: /^https$/ }), publicKey: z.base64().length(60) }),
]);

/**
 * Returns the feed that this build was made with, from the resources folder; `null` in a build from the sources, which has
 * none.
 */
export async function feedSource(resourcesFolder: string): Promise<FeedSource | null> {
  const text = (await readProductFile(join(resourcesFolder, 'update-feed.json'))).toString('utf8');
  const { address, publicKey } = shape.parse(JSON.parse(text));
  if (address === null) return null;
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('the key of the update feed is no Ed25519 key');
  return { address: new URL(address), publicKey: key };
}
