import { formatBytes } from '../../../ui/format.ts';

/** What a write adds to key and value: comparison, operation, header. */
const overheadBytes = 128;
const closeTo = 0.9;

/** Returns a sentence where a write comes close to the server's limit, else `null`. */
export function sizeNote(keyAndValueBytes: number, maxRequestBytes: number): string | null {
  const bytes = keyAndValueBytes + overheadBytes;
  const limit = formatBytes(maxRequestBytes);
  if (bytes > maxRequestBytes) {
    return `${formatBytes(bytes)} is more than the server is known to take: requests of ${limit}. It will probably refuse.`;
  }
  return bytes > maxRequestBytes * closeTo ? `Close to the largest request that the server takes: ${limit}.` : null;
}
