import type { FileHandle } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import type { SnapshotReport } from '../../../contract/snapshot-report.ts';
import { breathe } from '../../streams/breath.ts';

// A cache begins with its magic, the version of its form, and the length and the CRC-32 of its head. The head says where
// each column is and what its CRC-32 is, so that a report is read without the columns, and columns without the others. A
// column of zeros alone is not stored: most snapshots have some.

const magic = 0x58444965;
/** Another one for every change of the report, of the columns, or of what a reading finds. */
const formVersion = 3;
const prefixBytes = 16;
const mostHeadBytes = 16 * 1024 * 1024;
const partBytes = 8 * 1024 * 1024;

/** The kinds of columns, by the names under which a cache has them. */
const makers = {
  Uint8Array: (buffer: ArrayBuffer) => new Uint8Array(buffer),
  Uint32Array: (buffer: ArrayBuffer) => new Uint32Array(buffer),
  Float64Array: (buffer: ArrayBuffer) => new Float64Array(buffer),
  BigInt64Array: (buffer: ArrayBuffer) => new BigInt64Array(buffer),
} as const;

type ColumnKind = keyof typeof makers;
/** A column of an index or of hashes. */
export type Column = ReturnType<(typeof makers)[ColumnKind]>;
/** Columns by their names. */
export type Columns = Readonly<Record<string, Column>>;

interface Section {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly offset: number;
  readonly bytes: number;
  /** 0 of a column that is not stored. */
  readonly crc: number;
  /** Whether it is zeros alone, and not stored. */
  readonly isZero: boolean;
}

/** What the head of a cache says. */
export interface CacheHead {
  readonly fingerprint: string;
  readonly report: SnapshotReport;
  /** When the file was read, in milliseconds since 1970. */
  readonly readAt: number;
  readonly sections: readonly Section[];
}

/** Writes a cache into an empty file. */
export async function writeCache(
  handle: FileHandle,
  { fingerprint, report, readAt, columns }: Omit<CacheHead, 'sections'> & { readonly columns: Columns },
): Promise<void> {
  const sections: Section[] = [];
  let offset = 0;
  for (const [name, column] of Object.entries(columns)) {
    const bytes = bytesOfColumn(column);
    const isZero = isZeros(bytes);
    const crc = isZero ? 0 : await crcOf(bytes);
    // Places count from the end of the head, whose length they are a part of.
    sections.push({ name, kind: kindOf(column), offset, bytes: bytes.length, crc, isZero });
    if (!isZero) offset += bytes.length;
  }
  const head = serialize({ fingerprint, report, readAt, sections } satisfies CacheHead);
  const prefix = Buffer.alloc(prefixBytes);
  prefix.writeUInt32LE(magic, 0);
  prefix.writeUInt32LE(formVersion, 4);
  prefix.writeUInt32LE(head.length, 8);
  prefix.writeUInt32LE(crc32(head), 12);
  await handle.write(Buffer.concat([prefix, head]), 0, null, 0);
  for (const { name, isZero, offset: at } of sections) {
    const column = columns[name];
    if (isZero || column === undefined) continue;
    await writeAll(handle, bytesOfColumn(column), prefixBytes + head.length + at);
  }
}

/** A cache that is open. */
export class CacheReader {
  readonly #handle: FileHandle;
  readonly #start: number;
  readonly head: CacheHead;

  private constructor(handle: FileHandle, head: CacheHead, start: number) {
    this.#handle = handle;
    this.head = head;
    this.#start = start;
  }

  /** Reads the head; returns `null` where the file is no cache of this form, or is damaged. */
  static async open(handle: FileHandle): Promise<CacheReader | null> {
    const prefix = (await readAll(handle, prefixBytes, 0))?.bytes ?? null;
    if (prefix === null || prefix.readUInt32LE(0) !== magic || prefix.readUInt32LE(4) !== formVersion) return null;
    const headBytes = prefix.readUInt32LE(8);
    const head = headBytes > mostHeadBytes ? null : await readAll(handle, headBytes, prefixBytes);
    if (head === null || head.crc !== prefix.readUInt32LE(12)) return null;
    // The version of its form says that it is one.
    return new CacheReader(handle, deserialize(head.bytes) as CacheHead, prefixBytes + headBytes);
  }

  /** Reads some columns, side by side; returns `null` where one is missing or damaged. */
  async columns(names: readonly string[]): Promise<Columns | null> {
    const read = await Promise.all(names.map(async (name) => [name, await this.#column(name)] as const));
    const columns: Record<string, Column> = {};
    for (const [name, column] of read) {
      if (column === null) return null;
      columns[name] = column;
    }
    return columns;
  }

  async #column(name: string): Promise<Column | null> {
    const section = this.head.sections.find((one) => one.name === name);
    if (section === undefined) return null;
    const make = makers[section.kind];
    if (section.isZero) return make(new ArrayBuffer(section.bytes));
    const read = await readAll(this.#handle, section.bytes, this.#start + section.offset);
    return read === null || read.crc !== section.crc ? null : make(read.bytes.buffer);
  }
}

function kindOf(column: Column): ColumnKind {
  if (column instanceof Uint8Array) return 'Uint8Array';
  if (column instanceof Uint32Array) return 'Uint32Array';
  return column instanceof Float64Array ? 'Float64Array' : 'BigInt64Array';
}

const bytesOfColumn = ({ buffer, byteOffset, byteLength }: Column): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const zeros = Buffer.alloc(64 * 1024);

function isZeros(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += zeros.length) {
    const part = bytes.subarray(at, at + zeros.length);
    if (Buffer.compare(part, zeros.subarray(0, part.length)) !== 0) return false;
  }
  return true;
}

/** Returns the CRC-32 of bytes, in turns of the event loop. */
async function crcOf(bytes: Uint8Array): Promise<number> {
  let crc = 0;
  for (let at = 0; at < bytes.length; at += partBytes) {
    crc = crc32(bytes.subarray(at, at + partBytes), crc);
    await breathe();
  }
  return crc;
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const length = Math.min(partBytes, bytes.length - at);
    at += (await handle.write(bytes, at, length, position + at)).bytesWritten;
  }
}

/** Bytes in a buffer of their own, and their CRC-32. */
interface ReadBytes {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly crc: number;
}

/** Returns so many bytes; `null` where the file ends before them. */
async function readAll(handle: FileHandle, length: number, position: number): Promise<ReadBytes | null> {
  // A damaged length must not take memory that the file could not fill.
  if ((await handle.stat()).size < position + length) return null;
  const bytes = Buffer.from(new ArrayBuffer(length));
  let crc = 0;
  for (let at = 0; at < length; ) {
    const { bytesRead } = await handle.read(bytes, at, Math.min(partBytes, length - at), position + at);
    if (bytesRead === 0) return null;
    // Part by part: other columns are read meanwhile.
    crc = crc32(bytes.subarray(at, at + bytesRead), crc);
    at += bytesRead;
  }
  return { bytes, crc };
}
