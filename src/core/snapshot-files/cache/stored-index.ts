import { unlinkSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { IndexColumns, IndexParts, PartName, Shortcuts } from '../snapshot-index.ts';
import type { CacheReader } from './cache-file.ts';
import { checkedIndex } from './check-columns.ts';
import { blockBytes, type Column, type StoredColumn } from './stored-column.ts';

/** A cache that is being read. */
export interface CacheInUse {
  readonly handle: FileHandle;
  readonly path: string;
}

/** The names of an index's columns. */
const indexNames = {
  keyBytes: true,
  keyEnds: true,
  firstRecord: true,
  main: true,
  sub: true,
  isDeletion: true,
  createRevision: true,
  version: true,
  lease: true,
  valueOffset: true,
  valueLength: true,
  valueHash: true,
  skipped: true,
  sampleBytes: true,
  sampleEnds: true,
} as const satisfies Record<PartName, true>;

/** What is read of a record that is looked at, and of those beside it. */
const recordNames = [
  'main',
  'createRevision',
  'version',
  'lease',
  'valueOffset',
  'valueLength',
  'valueHash',
] as const satisfies readonly PartName[];
/** Blocks of the widest columns have as many. */
const recordsAtOnce = blockBytes / 8;

/** An index in a cache: the columns, and what reads their parts. */
export interface StoredIndex {
  readonly columns: IndexColumns;
  readonly shortcuts: Shortcuts;
  readonly parts: IndexParts;
}

/**
 * Returns the index of a cache, of which nothing is read yet; `null` where a column is missing or cannot belong to the
 * others. The cache stays open until the parts are closed.
 */
export function storedIndex(cache: CacheReader, revision: number, inUse: CacheInUse): StoredIndex | null {
  const values: Record<string, Column> = {};
  const stored: Record<string, StoredColumn> = {};
  for (const name of Object.keys(indexNames)) {
    const column = cache.stored(name);
    if (column === null) return null;
    values[name] = column.values;
    stored[name] = column;
  }
  const checked = checkedIndex(values);
  if (checked === null) return null;
  const { skipped, sampleBytes, sampleEnds, ...columns } = checked;
  // Each name of them has one.
  const all = stored as Readonly<Record<PartName, StoredColumn>>;
  const shortcuts = { revision, skipped, sampleBytes, sampleEnds };
  return { columns, shortcuts, parts: new StoredParts(all, columns.main.length, inUse) };
}

class StoredParts implements IndexParts {
  readonly columns: IndexParts['columns'];
  readonly #records: number;
  /** 1 of each group of records that was read. */
  readonly #isRead: Uint8Array;
  readonly #handle: FileHandle;
  readonly #path: string;

  constructor(columns: IndexParts['columns'], records: number, { handle, path }: CacheInUse) {
    this.columns = columns;
    this.#records = records;
    this.#isRead = new Uint8Array(Math.ceil(records / recordsAtOnce));
    this.#handle = handle;
    this.#path = path;
  }

  needRecord(record: number): boolean {
    const group = Math.floor(record / recordsAtOnce);
    if (this.#isRead[group] === 1) return true;
    const from = group * recordsAtOnce;
    const to = Math.min(from + recordsAtOnce, this.#records);
    for (const name of recordNames) if (!this.columns[name].need(from, to)) return false;
    this.#isRead[group] = 1;
    return true;
  }

  discard(): void {
    // A closed handle has no number any more: nothing is said about the file.
    if (this.#handle.fd < 0) throw new EtcdeckError({ code: 'Cancelled', message: 'the snapshot was closed' });
    try {
      unlinkSync(this.#path);
    } catch {
      // It is gone, or is found damaged once more.
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
