import type { FeedFault, ReleasedVersion } from '../../contract/updates.ts';
import { type Bounds, Dialler } from '../programs/dialler.ts';
import type { FeedSource } from './feed-source.ts';
import { readFeed } from './signed-feed.ts';

/** It is a few hundred bytes, and nobody waits for it. */
const usualBounds: Bounds = { connectMs: 5_000, silenceMs: 5_000, wholeMs: 10_000, mostBytes: 16 * 1024 };

/**
 * Asks the feed for the newest release, once, and goes nowhere else: a redirect is no answer. Sends nothing that says who
 * asks, or from which version.
 */
export async function askFeed(
  source: FeedSource,
  now: number,
  bounds: Bounds = usualBounds,
): Promise<ReleasedVersion | FeedFault> {
  const dialler = new Dialler(bounds);
  try {
    const { statusCode, body } = await dialler.get(source.address, AbortSignal.timeout(bounds.wholeMs));
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of body as AsyncIterable<Uint8Array>) {
      bytes += part.length;
      if (bytes > bounds.mostBytes) return 'malformed';
      parts.push(part);
    }
    return statusCode === 200 ? readFeed(Buffer.concat(parts), source.publicKey, now) : 'unreachable';
  } catch {
    return 'unreachable';
  } finally {
    await dialler.close();
  }
}
