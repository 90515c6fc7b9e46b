import { gunzipSync } from 'node:zlib';
import { textOf } from '../text-of.ts';
import { isBase64 } from './encoded-runs.ts';

const head = Buffer.of(0x1f, 0x8b, 0x08);
const headBytes = 10;
/** More of them in one value nobody stores. */
const mostParts = 16;
/** How often a value is unpacked to be shown. */
const mostPacked = 4;
/** Systems that a head may name, and no other number. */
const lastSystem = 13;
const unknownSystem = 255;

/** Where gzip begins in bytes; `null` where it seems to in more places than can be looked at. */
export function gzipStarts(bytes: Buffer): readonly number[] | null {
  const starts: number[] = [];
  for (let at = bytes.indexOf(head); at >= 0; at = bytes.indexOf(head, at + head.length)) {
    if (!isHead(bytes, at)) continue;
    if (starts.length === mostParts) return null;
    starts.push(at);
  }
  return starts;
}

/** What gzip holds; `null` where it is damaged, cut off, or becomes more than `mostBytes`. */
export function gunzipped(bytes: Buffer, mostBytes: number): Buffer | null {
  if (mostBytes < 1) return null;
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch {
    return null;
  }
}

/** Three bytes alone come by chance once in 16 MB of anything. */
function isHead(bytes: Buffer, at: number): boolean {
  if (at === 0) return true;
  const [flags = 0xff, system = 0xfe] = [bytes[at + 3], bytes[at + headBytes - 1]];
  return (flags & 0xe0) === 0 && (system <= lastSystem || system === unknownSystem);
}

/**
 * The text that gzip, base64, and each of them in the other hold; `null` where a value is none of these, or holds other
 * bytes.
 */
export function unpackedText(value: Buffer, mostBytes: number): string | null {
  let bytes = value;
  for (let packed = 0; packed < mostPacked; packed++) {
    const unpacked = head.equals(bytes.subarray(0, head.length))
      ? gunzipped(bytes, mostBytes)
      : isBase64(bytes)
        ? Buffer.from(bytes.toString('latin1'), 'base64')
        : bytes;
    if (unpacked === null) return null;
    if (unpacked === bytes) break;
    bytes = unpacked;
  }
  return bytes === value ? null : textOf(bytes);
}
