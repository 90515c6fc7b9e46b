import { type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import type { FeedFault, ReleasedVersion } from '../../contract/updates.ts';

/** What the signature covers before the text itself, so that a signature of anything else is none of a feed. */
const context = 'etcdeck update feed v1\n';

const envelope = z.strictObject({ signed: z.string().max(4_096), signature: z.base64().length(88) });
const day = z.iso.date();
const feed = z.strictObject({
  version: z.string().regex(/^(?:0|[1-9]\d{0,4})(?:\.(?:0|[1-9]\d{0,4})){2}$/),
  released: day,
  /** The last day on which it is believed: an old feed that is sent for ever hides what is newer. */
  expires: day,
  notes: z
    .url({ protocol: /^https$/ })
    .max(500)
    .nullable(),
});

/** Returns the release that a feed announces, or why the feed is not used. The signature is checked before its text is read. */
export function readFeed(bytes: Uint8Array, publicKey: KeyObject, now: number): ReleasedVersion | FeedFault {
  const sealed = envelope.safeParse(jsonOf(bytes));
  if (!sealed.success) return 'malformed';
  const { signed, signature } = sealed.data;
  if (!verify(null, Buffer.from(context + signed), publicKey, Buffer.from(signature, 'base64'))) return 'unsigned';
  const read = feed.safeParse(jsonOf(Buffer.from(signed)));
  if (!read.success) return 'malformed';
  const { expires, ...release } = read.data;
  // To the end of that day, wherever it ends last.
  return now < Date.parse(expires) + 36 * 60 * 60_000 ? release : 'expired';
}

/** Returns whether a version comes after another one. What follows a hyphen comes before the release itself. */
export function isNewer(version: string, than: string): boolean {
  const [ours = '', early] = than.split('-', 2);
  const order = numbers(version).map((part, place) => part - (numbers(ours)[place] ?? 0));
  const first = order.find((difference) => difference !== 0);
  return first === undefined ? early !== undefined : first > 0;
}

const numbers = (version: string): readonly number[] => version.split('.').map(Number);

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
