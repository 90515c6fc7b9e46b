import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { LogRecord, ValuesRecord } from './records.ts';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Most values are text and compress well, so more of them can be kept. */
const fast = { level: 1 };
/** The bound of a record's length, which a damaged one may not exceed: the largest record holds one transaction. */
const mostBytes = 256 * 1024 * 1024;

/** Compressing a smaller record takes longer than writing it. */
const leastPacked = 4_096;
const plain = Uint8Array.of(0);
const packed = Uint8Array.of(1);

/**
 * Encodes a record: JSON in which byte arrays are references, followed by the bytes. A large record is compressed off
 * the event loop.
 */
export async function encodeRecord(record: LogRecord | ValuesRecord): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let at = 0;
  // The original value, before a Buffer's `toJSON` makes it a list of numbers.
  const text = JSON.stringify(record, function (this: Readonly<Record<string, unknown>>, name, value: unknown) {
    const bytes = this[name];
    if (!(bytes instanceof Uint8Array)) return value;
    parts.push(bytes);
    at += bytes.length;
    return { bytesAt: at - bytes.length, length: bytes.length };
  });
  const head = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  const whole = [length, head, ...parts];
  if (4 + head.length + at < leastPacked) return Buffer.concat([plain, ...whole]);
  return Buffer.concat([packed, await deflate(Buffer.concat(whole), fast)]);
}

/** Decodes a record's bytes to an unvalidated value. Fails where they are no record. */
export async function decodeRecord(record: Buffer): Promise<unknown> {
  const content = record.subarray(1);
  const bytes = record[0] === packed[0] ? await inflate(content, { maxOutputLength: mostBytes }) : content;
  const start = 4 + bytes.readUInt32BE(0);
  return JSON.parse(bytes.toString('utf8', 4, start), (_, value: unknown) =>
    isPlace(value)
      ? new Uint8Array(bytes.subarray(start + value.bytesAt, start + value.bytesAt + value.length))
      : value,
  );
}

function isPlace(value: unknown): value is { readonly bytesAt: number; readonly length: number } {
  return typeof value === 'object' && value !== null && 'bytesAt' in value && 'length' in value;
}
