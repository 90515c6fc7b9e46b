import type { FileHandle } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import type { SnapshotReport } from '../../../contract/snapshot-report.ts';
import { breathe } from '../../streams/breath.ts';
import { blockBytes, type Column, crcOfBlock, StoredColumn } from './stored-column.ts';

// A cache begins with its magic, the version of its form, and the length and the CRC-32 of its head. The head says where
// each column is and what the CRC-32 of each of its blocks is, so that a report is read without the columns, columns
// without the others, and parts of a column without the rest. A column of zeros alone is not stored: most snapshots have
// some.

const magic = 0x58444965;
/** Another one for every change of the report, of the columns, or of what a reading finds. */
const formVersion = 4;
const prefixBytes = 16;
const mostHeadBytes = 16 * 1024 * 1024;
const partBytes = 8 * 1024 * 1024;
const blocksAtOnce = partBytes / blockBytes;

/** The kinds of columns, by the names under which a cache has them. */
const makers = {
  Uint8Array: (buffer: ArrayBuffer) => new Uint8Array(buffer),
  Uint32Array: (buffer: ArrayBuffer) => new Uint32Array(buffer),
  Float64Array: (buffer: ArrayBuffer) => new Float64Array(buffer),
  BigInt64Array: (buffer: ArrayBuffer) => new BigInt64Array(buffer),
} as const;

type ColumnKind = keyof typeof makers;
/** Columns by their names. */
export type Columns = Readonly<Record<string, Column>>;

interface Section {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly offset: number;
  readonly bytes: number;
  /** The CRC-32 of each block; none of a column that is not stored. */
  readonly crcs: Uint32Array;
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
    const crcs = isZero ? new Uint32Array(0) : await crcsOf(bytes);
    // Places count from the end of the head, whose length they are a part of.
    sections.push({ name, kind: kindOf(column), offset, bytes: bytes.length, crcs, isZero });
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
    const prefix = await readAll(handle, prefixBytes, 0);
    if (prefix === null || prefix.readUInt32LE(0) !== magic || prefix.readUInt32LE(4) !== formVersion) return null;
    const headBytes = prefix.readUInt32LE(8);
    const head = headBytes > mostHeadBytes ? null : await readAll(handle, headBytes, prefixBytes);
    if (head === null || crc32(head) !== prefix.readUInt32LE(12)) return null;
    // The version of its form says that it is one.
    return new CacheReader(handle, deserialize(head) as CacheHead, prefixBytes + headBytes);
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

  /**
   * Returns a column of which no block is read yet; `null` where it is missing. The file has to stay open while it is
   * used.
   */
  stored(name: string): StoredColumn | null {
    const section = this.#sectionOf(name);
    if (section === null) return null;
    const { kind, bytes, crcs, isZero, offset } = section;
    const values = makers[kind](new ArrayBuffer(bytes));
    return new StoredColumn(values, isZero ? null : { handle: this.#handle, position: this.#start + offset, crcs });
  }

  async #column(name: string): Promise<Column | null> {
    const section = this.#sectionOf(name);
    if (section === null) return null;
    const make = makers[section.kind];
    if (section.isZero) return make(new ArrayBuffer(section.bytes));
    const read = await readAll(this.#handle, section.bytes, this.#start + section.offset, section.crcs);
    return read === null ? null : make(read.buffer);
  }

  #sectionOf(name: string): Section | null {
    return this.head.sections.find((one) => one.name === name) ?? null;
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

/** Returns the CRC-32 of each block, in turns of the event loop. */
async function crcsOf(bytes: Uint8Array): Promise<Uint32Array> {
  const crcs = new Uint32Array(Math.ceil(bytes.length / blockBytes));
  for (let block = 0; block < crcs.length; block++) {
    crcs[block] = crcOfBlock(bytes, block);
    if (block % blocksAtOnce === blocksAtOnce - 1) await breathe();
  }
  return crcs;
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const length = Math.min(partBytes, bytes.length - at);
    at += (await handle.write(bytes, at, length, position + at)).bytesWritten;
  }
}

/**
 * Returns so many bytes in a buffer of their own; `null` where the file ends before them, or where a block has another
 * CRC-32 than is given.
 */
async function readAll(
  handle: FileHandle,
  length: number,
  position: number,
  crcs: Uint32Array | null = null,
): Promise<Buffer<ArrayBuffer> | null> {
  // A damaged length must not take memory that the file could not fill.
  if ((await handle.stat()).size < position + length) return null;
  const bytes = Buffer.from(new ArrayBuffer(length));
  let isChecked = 0;
  for (let at = 0; at < length; ) {
    const { bytesRead } = await handle.read(bytes, at, Math.min(partBytes, length - at), position + at);
    if (bytesRead === 0) return null;
    at += bytesRead;
    // Part by part: other columns are read meanwhile.
    for (; crcs !== null && (at === length || at >= (isChecked + 1) * blockBytes); isChecked++) {
      if (isChecked === crcs.length) break;
      if (crcs[isChecked] !== crcOfBlock(bytes, isChecked)) return null;
    }
  }
  return bytes;
}
