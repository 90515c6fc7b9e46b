import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const magic = Buffer.from('EJR1');
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = magic.length + 4 + nonceBytes + tagBytes;

/**
 * Returns a record as stored in a file: with a mark and its length, and sealed with AES-256-GCM for its place in that
 * file only.
 */
export function seal(key: Uint8Array, record: Uint8Array, file: string, offset: number): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(placeOf(file, offset));
  const sealed = Buffer.concat([cipher.update(record), cipher.final()]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(sealed.length);
  return Buffer.concat([magic, length, nonce, cipher.getAuthTag(), sealed]);
}

/** A record with its place in its file. */
export interface Unsealed {
  readonly at: number;
  readonly end: number;
  readonly record: Buffer;
}

/**
 * Yields the records of a file in order; `bytes` begins at `from`. Damaged ones are skipped up to the next mark and
 * counted by `onDamage`. A record cut off by the end of the file was never finished, which is no damage.
 */
export function* unseal(
  key: Uint8Array,
  bytes: Buffer,
  file: string,
  onDamage: () => void,
  from = 0,
): Generator<Unsealed, void> {
  for (let at = 0; at < bytes.length; ) {
    const record = open(key, bytes, at, placeOf(file, from + at));
    if (record !== null) {
      const end = at + headBytes + record.length;
      yield { at: from + at, end: from + end, record };
      at = end;
      continue;
    }
    const next = bytes.indexOf(magic, at + 1);
    if (next !== -1) onDamage();
    at = next === -1 ? bytes.length : next;
  }
}

/** Returns the record at one place of a whole file; `null` where none can be opened. */
export function unsealAt(key: Uint8Array, bytes: Buffer, file: string, at: number): Buffer | null {
  return open(key, bytes, at, placeOf(file, at));
}

function open(key: Uint8Array, bytes: Buffer, at: number, place: Buffer): Buffer | null {
  if (at + headBytes > bytes.length || bytes.compare(magic, 0, magic.length, at, at + magic.length) !== 0) return null;
  const end = at + headBytes + bytes.readUInt32BE(at + magic.length);
  if (end > bytes.length) return null;
  const nonceAt = at + magic.length + 4;
  const tagAt = nonceAt + nonceBytes;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(nonceAt, tagAt))
    .setAAD(place)
    .setAuthTag(bytes.subarray(tagAt, tagAt + tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(tagAt + tagBytes, end)), decipher.final()]);
  } catch {
    return null;
  }
}

function placeOf(file: string, offset: number): Buffer {
  return Buffer.from(`${file}:${offset}`);
}
