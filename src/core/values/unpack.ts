import { gunzipSync } from 'node:zlib';
import { malformed } from '../kubernetes-storage/codec/malformed.ts';
import { mostUnpacked, tooCostly } from './value-bounds.ts';

/**
 * Returns the unpacked bytes of gzip. Fails with `ValueTooCostly` as soon as they exceed `mostBytes`, and with
 * `ValueMalformed` where the bytes are not gzip, or cut off.
 */
export function unpack(packed: Uint8Array, mostBytes = mostUnpacked(packed.length)): Buffer {
  try {
    return gunzipSync(packed, { maxOutputLength: mostBytes });
  } catch (error) {
    const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    if (isLarge) throw tooCostly('unpacked', `It unpacks to more than ${mostBytes} bytes, from ${packed.length}`);
    throw malformed(`It cannot be unpacked: ${error instanceof Error ? error.message : error}`, 0);
  }
}
