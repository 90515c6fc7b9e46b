import { viewOf } from '../bolt/integers.ts';
import type { IndexColumns, WideColumn } from '../snapshot-index.ts';
import type { KeyTable } from './key-table.ts';
import type { RecordColumns } from './record-columns.ts';
import { sortedKeys } from './sort-keys.ts';

/** Where each key and each record goes. */
interface Places {
  readonly order: Uint32Array;
  readonly firstRecord: Uint32Array;
  /** Of each record, as stored, its place; `nowhere` of those of the empty key. */
  readonly placeOf: Uint32Array;
  readonly records: number;
}

const nowhere = 0xffff_ffff;

/**
 * Groups records by key, the keys in order, and takes the columns apart while it does: each is let go once it is copied.
 * The empty key, which only `--bump-revision` writes, is left out.
 */
export function groupRecords(keys: KeyTable, records: RecordColumns): IndexColumns {
  const places = placesOf(keys, records);
  const take = <To extends Numbers>(name: NumberColumn, to: To): To => {
    const from: Numbers = records[name];
    const { placeOf } = places;
    for (let at = 0; at < placeOf.length; at++) {
      const place = placeOf[at] ?? nowhere;
      if (place !== nowhere) to[place] = from[at] ?? 0;
    }
    Object.assign(records, { [name]: from.slice(0, 0) });
    return to;
  };
  const length = places.records;
  const narrow = (): Uint32Array => new Uint32Array(length);
  const wide = (name: WideName): WideColumn =>
    largest(records[name], records.length) < narrowBound ? narrow() : new Float64Array(length);
  const columns = {
    main: take('main', wide('main')),
    sub: take('sub', narrow()),
    isDeletion: take('isDeletion', new Uint8Array(length)),
    createRevision: take('createRevision', wide('createRevision')),
    version: take('version', wide('version')),
    valueOffset: take('valueOffset', wide('valueOffset')),
    valueLength: take('valueLength', narrow()),
    valueHash: take('valueHash', narrow()),
    lease: leasesOf(records, places),
  };
  return { ...keysInOrder(keys, places.order), firstRecord: places.firstRecord, ...columns };
}

type Numbers = Uint8Array | Uint32Array | Float64Array;
type WideName = 'main' | 'createRevision' | 'version' | 'valueOffset';
type NumberColumn = WideName | 'sub' | 'isDeletion' | 'valueLength' | 'valueHash';

const narrowBound = 2 ** 32;

function largest(numbers: Float64Array, length: number): number {
  let most = 0;
  for (let at = 0; at < length; at++) most = Math.max(most, numbers[at] ?? 0);
  return most;
}

function placesOf(keys: KeyTable, records: RecordColumns): Places {
  const { bytes, ends } = keys.keys;
  const sorted = sortedKeys(bytes, ends, keys.length);
  const counts = new Uint32Array(keys.length);
  for (let at = 0; at < records.length; at++) {
    const key = records.key[at] ?? 0;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  const first = sorted[0];
  const hasEmpty = first !== undefined && (ends[first] ?? 0) === (first === 0 ? 0 : (ends[first - 1] ?? 0));
  const order = hasEmpty ? sorted.slice(1) : sorted;
  const firstRecord = new Uint32Array(order.length + 1);
  // From here on, of each key the place of its next record.
  const nextPlaces = counts;
  if (hasEmpty) nextPlaces[first] = nowhere;
  let place = 0;
  for (let index = 0; index < order.length; index++) {
    const key = order[index] ?? 0;
    firstRecord[index] = place;
    const count = counts[key] ?? 0;
    nextPlaces[key] = place;
    place += count;
  }
  firstRecord[order.length] = place;
  const placeOf = new Uint32Array(records.length);
  for (let at = 0; at < records.length; at++) {
    const key = records.key[at] ?? 0;
    const next = nextPlaces[key] ?? nowhere;
    placeOf[at] = next;
    if (next !== nowhere) nextPlaces[key] = next + 1;
  }
  return { order, firstRecord, placeOf, records: place };
}

function keysInOrder(keys: KeyTable, order: Uint32Array): Pick<IndexColumns, 'keyBytes' | 'keyEnds'> {
  const { bytes, ends } = keys.keys;
  // The empty key, which may be left out, has no bytes.
  const keyBytes = new Uint8Array(keys.length === 0 ? 0 : (ends[keys.length - 1] ?? 0));
  const keyEnds = keyBytes.length < narrowBound ? new Uint32Array(order.length) : new Float64Array(order.length);
  const source = viewOf(bytes);
  const target = viewOf(keyBytes);
  let to = 0;
  for (let index = 0; index < order.length; index++) {
    const key = order[index] ?? 0;
    const end = ends[key] ?? 0;
    const start = key === 0 ? 0 : (ends[key - 1] ?? 0);
    let at = start;
    // A view of each key would cost more than its bytes.
    for (const whole = end - 7; at < whole; at += 8, to += 8) {
      target.setInt32(to, source.getInt32(at));
      target.setInt32(to + 4, source.getInt32(at + 4));
    }
    for (; at < end; at++) keyBytes[to++] = bytes[at] ?? 0;
    keyEnds[index] = to;
  }
  return { keyBytes, keyEnds };
}

function leasesOf({ leaseLow, leaseHigh }: RecordColumns, { placeOf, records }: Places): BigInt64Array {
  const lease = new BigInt64Array(records);
  // The halves are written as they lie in memory, since a million bigints would be objects. Little-endian, as every
  // machine is that Node runs on but one.
  const halves = new Uint32Array(lease.buffer);
  for (let at = 0; at < placeOf.length; at++) {
    const place = placeOf[at] ?? nowhere;
    if (place === nowhere) continue;
    halves[place * 2] = leaseLow[at] ?? 0;
    halves[place * 2 + 1] = leaseHigh[at] ?? 0;
  }
  return lease;
}
