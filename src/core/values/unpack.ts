import { gunzipSync } from 'node:zlib';
import { malformed } from '../kubernetes/codec/malformed.ts';
import { mostUnpacked, tooCostly } from './value-bounds.ts';

/**
 * What gzip packed; it stops where that is more than `mostUnpacked`. Fails with `ValueTooCostly`, and with `ValueMalformed`
 * where it is no gzip.
 */
export function unpack(packed: Uint8Array): Uint8Array {
  const most = mostUnpacked(packed.length);
  try {
    return gunzipSync(packed, { maxOutputLength: most });
  } catch (error) {
    const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    if (isLarge) throw tooCostly('unpacked', `It unpacks to more than ${most} bytes, from ${packed.length}`);
    throw malformed(`It cannot be unpacked: ${error instanceof Error ? error.message : error}`, 0);
  }
}
