import { EtcdeckError } from '../../../contract/failure.ts';
import { plainTextOf } from '../../bytes/text-form.ts';
import { unpack } from '../unpack.ts';
import { isBase64 } from './encoded-runs.ts';

const head = Buffer.of(0x1f, 0x8b, 0x08);
const headBytes = 10;
/** More than any honest value has. */
const mostParts = 16;
/** How many layers of packing are removed for display. */
const mostPacked = 4;
/** The operating systems that a gzip head names, besides `unknownSystem`. */
const lastSystem = 13;
const unknownSystem = 255;

/** Returns where gzip begins in bytes; `null` where there are more places than are searched. */
export function gzipStarts(bytes: Buffer): readonly number[] | null {
  const starts: number[] = [];
  for (let at = bytes.indexOf(head); at >= 0; at = bytes.indexOf(head, at + head.length)) {
    if (!isHead(bytes, at)) continue;
    if (starts.length === mostParts) return null;
    starts.push(at);
  }
  return starts;
}

/** Returns the unpacked bytes of gzip; `null` where it is damaged, cut off, or unpacks to more than `mostBytes`. */
export function gunzipped(bytes: Buffer, mostBytes: number): Buffer | null {
  if (mostBytes < 1) return null;
  try {
    return unpack(bytes, mostBytes);
  } catch (error) {
    if (error instanceof EtcdeckError) return null;
    throw error;
  }
}

/** The first three bytes alone occur by chance once in 16 MB. */
function isHead(bytes: Buffer, at: number): boolean {
  if (at === 0) return true;
  const [flags = 0xff, system = 0xfe] = [bytes[at + 3], bytes[at + headBytes - 1]];
  return (flags & 0xe0) === 0 && (system <= lastSystem || system === unknownSystem);
}

/** Returns the text packed by gzip, base64, or both nested; `null` where a value is not packed, or holds no text. */
export function unpackedText(value: Buffer, gunzip: (packed: Buffer) => Buffer | null): string | null {
  let bytes = value;
  for (let packed = 0; packed < mostPacked; packed++) {
    const unpacked = head.equals(bytes.subarray(0, head.length))
      ? gunzip(bytes)
      : isBase64(bytes)
        ? Buffer.from(bytes.toString('latin1'), 'base64')
        : bytes;
    if (unpacked === null) return null;
    if (unpacked === bytes) break;
    bytes = unpacked;
  }
  return bytes === value ? null : plainTextOf(bytes);
}
