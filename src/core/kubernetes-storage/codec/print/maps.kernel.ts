import { fail, wireTypeInEntry } from './damage.kernel.ts';
import { allocate } from './scratch.kernel.ts';
import { fieldNumber, valueWireType } from './table.kernel.ts';
import { delimitedEnd, delimitedType, position, seek, skip, tag } from './wire.kernel.ts';

/** The bytes of an entry: where its key begins, the key's length, where its value begins, and where it ends. */
export const entrySize: usize = 16;

/** Where an entry's key begins. */
export function keyOf(entry: usize): usize {
  return load<u32>(entry);
}

/** The length of an entry's key. */
export function keyLengthOf(entry: usize): usize {
  return load<u32>(entry, 4);
}

/** Where an entry's value begins; 0: it has none. */
export function valueAt(entry: usize): usize {
  return load<u32>(entry, 8);
}

/** Where an entry ends. */
export function endOf(entry: usize): usize {
  return load<u32>(entry, 12);
}

/** Fields of entries that were skipped since `readMap` was called. */
export let unknownInEntries: i32 = 0;
/** How many entries `readMap` left. */
export let entriesRead: usize = 0;

/**
 * Reads the `count` entries of a map from the position on, adjacent or not. Sorted by key, as Go prints and writes them;
 * of two with one key the last counts. Returns where they lie.
 */
export function readMap(field: usize, count: usize, end: usize): usize {
  const entries = allocate(count * entrySize);
  const number = fieldNumber(field);
  unknownInEntries = 0;
  let isSorted = true;
  for (let read: usize = 0; read < count; ) {
    const found = tag(end);
    if (found >>> 3 !== number) {
      skip(found, end);
      continue;
    }
    const entry = entries + read * entrySize;
    readEntry(field, entry, delimitedEnd(end));
    if (read > 0 && isSorted) isSorted = compareKeys(entry - entrySize, entry) < 0;
    read++;
  }
  entriesRead = count;
  return isSorted ? entries : sorted(entries, count);
}

function readEntry(field: usize, entry: usize, stop: usize): void {
  store<u64>(entry, 0);
  store<u32>(entry, 0, 8);
  store<u32>(entry, <u32>stop, 12);
  while (position < stop) {
    const at = position;
    const found = tag(stop);
    const number = found >>> 3;
    const expected = number === 1 ? delimitedType : number === 2 ? valueWireType(field) : found & 7;
    if ((found & 7) !== expected) fail(wireTypeInEntry, at, field, found & 7);
    if (number === 1) {
      const keyEnd = delimitedEnd(stop);
      store<u32>(entry, <u32>position);
      store<u32>(entry, <u32>(keyEnd - position), 4);
      seek(keyEnd);
      continue;
    }
    if (number === 2) store<u32>(entry, <u32>position, 8);
    else unknownInEntries++;
    skip(found, stop);
  }
}

function compareKeys(a: usize, b: usize): i32 {
  const aLength = keyLengthOf(a);
  const bLength = keyLengthOf(b);
  const shorter = min(aLength, bLength);
  const aKey = keyOf(a);
  const bKey = keyOf(b);
  for (let at: usize = 0; at < shorter; at += 8) {
    const aWord = bswap(load<u64>(aKey + at));
    const bWord = bswap(load<u64>(bKey + at));
    if (aWord === bWord) continue;
    const beyond: usize = shorter - at < 8 ? (8 - (shorter - at)) << 3 : 0;
    const aPart = aWord >> <u64>beyond;
    const bPart = bWord >> <u64>beyond;
    if (aPart !== bPart) return aPart < bPart ? -1 : 1;
  }
  return aLength === bLength ? 0 : aLength < bLength ? -1 : 1;
}

/** Sorts by merging, so that entries of one key stay in their order, and keeps the last of each key. */
function sorted(entries: usize, count: usize): usize {
  const bytes = count * entrySize;
  let from = entries;
  let to = allocate(bytes);
  for (let run = entrySize; run < bytes; run *= 2) {
    for (let start: usize = 0; start < bytes; start += 2 * run) {
      const middle = min(start + run, bytes);
      merge(from + start, from + middle, from + min(middle + run, bytes), to + start);
    }
    const other = from;
    from = to;
    to = other;
  }
  let kept: usize = 0;
  for (let at: usize = 0; at < bytes; at += entrySize) {
    const isLast = at + entrySize === bytes || compareKeys(from + at, from + at + entrySize) !== 0;
    if (!isLast) continue;
    memory.copy(from + kept * entrySize, from + at, entrySize);
    kept++;
  }
  entriesRead = kept;
  return from;
}

function merge(start: usize, middle: usize, end: usize, target: usize): void {
  let a = start;
  let b = middle;
  for (let to = target; a < middle || b < end; to += entrySize) {
    const isA = b === end || (a < middle && compareKeys(a, b) <= 0);
    memory.copy(to, isA ? a : b, entrySize);
    if (isA) a += entrySize;
    else b += entrySize;
  }
}
