import type { LeaseId } from '../../contract/ids.ts';
import type { KeyValue } from '../../contract/keys.ts';

/** Entries in two buffers, which are transferred to another thread without copying. */
export interface PackedEntries {
  /** Key and value of each entry, concatenated. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** For each entry, the lengths of its key and value, its revisions and its version. */
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly leases: readonly (LeaseId | null)[];
}

const perEntry = 5;

/** Copies entries into two buffers. */
export function packEntries(entries: readonly KeyValue[]): PackedEntries {
  const length = entries.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
  const bytes = new Uint8Array(length);
  const numbers = new Float64Array(entries.length * perEntry);
  let at = 0;
  for (const [index, { key, value, createRevision, modRevision, version }] of entries.entries()) {
    bytes.set(key, at);
    bytes.set(value, at + key.length);
    at += key.length + value.length;
    const place = index * perEntry;
    numbers[place] = key.length;
    numbers[place + 1] = value.length;
    numbers[place + 2] = createRevision;
    numbers[place + 3] = modRevision;
    numbers[place + 4] = version;
  }
  return { bytes, numbers, leases: entries.map(({ lease }) => lease) };
}

/** Returns the buffers of packed entries, to transfer them. */
export function buffersOf({ bytes, numbers }: PackedEntries): readonly ArrayBuffer[] {
  return [bytes.buffer, numbers.buffer];
}

/** Yields the entries; keys and values are views into the buffer. */
export function* unpackEntries({ bytes, numbers, leases }: PackedEntries): Generator<KeyValue, void> {
  let at = 0;
  for (const [index, lease] of leases.entries()) {
    const place = index * perEntry;
    const numberAt = (which: number): number => numbers[place + which] ?? 0;
    const key = bytes.subarray(at, at + numberAt(0));
    at += key.length;
    const value = bytes.subarray(at, at + numberAt(1));
    at += value.length;
    yield { key, value, createRevision: numberAt(2), modRevision: numberAt(3), version: numberAt(4), lease };
  }
}
