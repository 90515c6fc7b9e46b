import type { HashColumns } from '../index/record-hashes.ts';
import { type IndexColumns, type Shortcuts, samplesOf } from '../snapshot-index.ts';
import type { Columns } from './cache-file.ts';

/** The keys of a snapshot: where they are, which are live, and what their hashes are made of. */
export interface SnapshotKeysData {
  readonly columns: IndexColumns;
  readonly shortcuts: Shortcuts;
  readonly hashes: HashColumns;
}

/** The names under which a cache has what HashKV is made of: two are those of an index as well. */
const hashNames = {
  main: 'hashMain',
  register: 'hashRegister',
  bytes: 'hashBytes',
  isDeletion: 'hashIsDeletion',
  next: 'hashNext',
} as const satisfies Record<keyof HashColumns, string>;

/** The names of the columns of hashes. */
export const hashColumnNames: readonly string[] = Object.values(hashNames);

/** Returns the columns of an index and of hashes under the names of a cache. */
export function namedColumns({ columns, shortcuts, hashes }: SnapshotKeysData): Columns {
  const { revision: _, ...kept } = shortcuts;
  const named = { ...columns, ...kept } as Record<string, Columns[string]>; // each of them is a column
  for (const [name, column] of Object.entries(hashes)) named[hashNames[name as keyof HashColumns]] = column;
  return named;
}

/**
 * Returns the index that columns are, of which nothing may be read yet; `null` where their kinds or lengths are not an
 * index's. What is in them is checked when it is used.
 */
export function checkedIndex(columns: Columns): (IndexColumns & Omit<Shortcuts, 'revision'>) | null {
  const index = columns as unknown as IndexColumns & Omit<Shortcuts, 'revision'>; // its kinds are checked here
  const { keyBytes, keyEnds, firstRecord, main, sub, isDeletion, lease, valueLength, valueHash, skipped } = index;
  const { sampleBytes, sampleEnds } = index;
  const wide = [keyEnds, sampleEnds, main, index.createRevision, index.version, index.valueOffset];
  const narrow = [firstRecord, sub, skipped, valueLength, valueHash];
  const flags = [keyBytes, sampleBytes, isDeletion];
  const isTyped =
    wide.every((column) => column instanceof Float64Array || column instanceof Uint32Array) &&
    narrow.every((column) => column instanceof Uint32Array) &&
    flags.every((column) => column instanceof Uint8Array) &&
    lease instanceof BigInt64Array;
  if (!isTyped) return null;
  const perRecord = [main, sub, isDeletion, index.createRevision, index.version, lease, index.valueOffset];
  if (![...perRecord, valueLength, valueHash].every(({ length }) => length === main.length)) return null;
  if (firstRecord.length !== keyEnds.length + 1 || skipped.length > keyEnds.length) return null;
  return sampleEnds.length === samplesOf(keyEnds.length) ? index : null;
}

/** Returns what HashKV is made of; `null` where a place is outside. */
export function checkedHashes(columns: Columns): HashColumns | null {
  const { hashMain: main, hashRegister: register, hashBytes: bytes } = columns;
  const { hashIsDeletion: isDeletion, hashNext: next } = columns;
  if (!(main instanceof Float64Array) || !(register instanceof Uint32Array) || !(bytes instanceof Uint32Array)) {
    return null;
  }
  if (!(isDeletion instanceof Uint8Array) || !(next instanceof Uint32Array)) return null;
  if (![register, bytes, isDeletion, next].every(({ length }) => length === main.length)) return null;
  return isWithin(next, main.length) ? { main, register, bytes, isDeletion, next } : null;
}

/** Returns whether no place is beyond `last`. A call for each of millions would hold up the host. */
function isWithin(places: Uint32Array, last: number): boolean {
  for (let at = 0; at < places.length; at++) if ((places[at] ?? 0) > last) return false;
  return true;
}
