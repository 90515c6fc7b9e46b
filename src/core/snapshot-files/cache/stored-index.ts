import { unlinkSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { IndexColumns, IndexParts } from '../snapshot-index.ts';
import type { CacheReader, Columns } from './cache-file.ts';
import { checkedIndex } from './check-columns.ts';
import type { StoredColumn } from './stored-column.ts';

/** What every moment of a snapshot is made of, and every search for a key. */
const wholeNames = ['keyEnds', 'firstRecord', 'main', 'isDeletion'] as const satisfies readonly (keyof IndexColumns)[];

/** What is read of the keys and records that are looked at. */
const keyName = 'keyBytes' satisfies keyof IndexColumns;
const recordNames = [
  'createRevision',
  'version',
  'lease',
  'valueOffset',
  'valueLength',
  'valueHash',
] as const satisfies readonly (keyof IndexColumns)[];

/** An index in a cache: the columns, and what reads their parts. */
export interface StoredIndex {
  readonly columns: IndexColumns;
  readonly parts: IndexParts;
}

/**
 * Reads an index but for what only some keys and records need; `null` where it is missing or damaged. The cache stays open
 * until the parts are closed.
 */
export async function storedIndex(
  cache: CacheReader,
  from: { readonly handle: FileHandle; readonly path: string },
): Promise<StoredIndex | null> {
  const keys = cache.stored(keyName);
  const records = recordNames.map((name) => [name, cache.stored(name)] as const);
  const whole = await cache.columns(wholeNames);
  if (keys === null || whole === null) return null;
  const later: StoredColumn[] = [];
  const named: Record<string, Columns[string]> = { ...whole, [keyName]: keys.values };
  for (const [name, column] of records) {
    if (column === null) return null;
    named[name] = column.values;
    later.push(column);
  }
  const columns = checkedIndex(named);
  return columns === null ? null : { columns, parts: new StoredParts(keys, later, from) };
}

class StoredParts implements IndexParts {
  readonly #keys: StoredColumn;
  readonly #records: readonly StoredColumn[];
  readonly #handle: FileHandle;
  readonly #path: string;

  constructor(
    keys: StoredColumn,
    records: readonly StoredColumn[],
    { handle, path }: { readonly handle: FileHandle; readonly path: string },
  ) {
    this.#keys = keys;
    this.#records = records;
    this.#handle = handle;
    this.#path = path;
  }

  needKey(from: number, to: number): boolean {
    return this.#keys.need(from, to) || this.#discard();
  }

  needRecord(record: number): boolean {
    for (const column of this.#records) if (!column.need(record, record + 1)) return this.#discard();
    return true;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** At once, so that whatever opens the file next reads it whole. Fails with `Cancelled` where the index is closed. */
  #discard(): false {
    // A closed handle has no number any more: nothing is said about the file.
    if (this.#handle.fd < 0) throw new EtcdeckError({ code: 'Cancelled', message: 'the snapshot was closed' });
    try {
      unlinkSync(this.#path);
    } catch {
      // It is gone, or is found damaged once more.
    }
    return false;
  }
}
