import type { FileHandle } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import type { SnapshotReport } from '../../../contract/snapshot-report.ts';

// A cache begins with its magic, the version of its form, and the length and the CRC-32 of its head. The head says where
// each column is and what its CRC-32 is, so that a report is read without the columns, and columns without the others.

const magic = 0x58444965;
/** Another one for every change of the report, of the columns, or of what a reading finds. */
const formVersion = 1;
const prefixBytes = 16;
const mostHeadBytes = 16 * 1024 * 1024;

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
  readonly crc: number;
}

/** What the head of a cache says. */
export interface CacheHead {
  readonly fingerprint: string;
  readonly report: SnapshotReport;
  readonly sections: readonly Section[];
}

/** Writes a cache into an empty file. */
export async function writeCache(
  handle: FileHandle,
  { fingerprint, report, columns }: Omit<CacheHead, 'sections'> & { readonly columns: Columns },
): Promise<void> {
  const sections: Section[] = [];
  let offset = 0;
  for (const [name, column] of Object.entries(columns)) {
    const bytes = bytesOfColumn(column);
    // Places count from the end of the head, whose length they are a part of.
    sections.push({ name, kind: kindOf(column), offset, bytes: bytes.length, crc: crc32(bytes) });
    offset += bytes.length;
  }
  const head = serialize({ fingerprint, report, sections } satisfies CacheHead);
  const prefix = Buffer.alloc(prefixBytes);
  prefix.writeUInt32LE(magic, 0);
  prefix.writeUInt32LE(formVersion, 4);
  prefix.writeUInt32LE(head.length, 8);
  prefix.writeUInt32LE(crc32(head), 12);
  await handle.write(Buffer.concat([prefix, head]), 0, null, 0);
  for (const [index, column] of Object.values(columns).entries()) {
    const at = prefixBytes + head.length + (sections[index]?.offset ?? 0);
    await writeAll(handle, bytesOfColumn(column), at);
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

  async #column(name: string): Promise<Column | null> {
    const section = this.head.sections.find((one) => one.name === name);
    if (section === undefined) return null;
    const bytes = await readAll(this.#handle, section.bytes, this.#start + section.offset);
    if (bytes === null || crc32(bytes) !== section.crc) return null;
    return makers[section.kind](bytes.buffer as ArrayBuffer); // made by `readAll`, for it alone
  }
}

function kindOf(column: Column): ColumnKind {
  if (column instanceof Uint8Array) return 'Uint8Array';
  if (column instanceof Uint32Array) return 'Uint32Array';
  return column instanceof Float64Array ? 'Float64Array' : 'BigInt64Array';
}

const bytesOfColumn = ({ buffer, byteOffset, byteLength }: Column): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const partBytes = 8 * 1024 * 1024;

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const length = Math.min(partBytes, bytes.length - at);
    at += (await handle.write(bytes, at, length, position + at)).bytesWritten;
  }
}

/** Returns so many bytes in a buffer of their own; `null` where the file ends before them. */
async function readAll(handle: FileHandle, length: number, position: number): Promise<Buffer | null> {
  // A damaged length must not take memory that the file could not fill.
  if ((await handle.stat()).size < position + length) return null;
  const bytes = Buffer.from(new ArrayBuffer(length));
  for (let at = 0; at < length; ) {
    const { bytesRead } = await handle.read(bytes, at, Math.min(partBytes, length - at), position + at);
    if (bytesRead === 0) return null;
    at += bytesRead;
  }
  return bytes;
}
