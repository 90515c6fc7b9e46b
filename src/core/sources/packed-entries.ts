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
    numbers.set([key.length, value.length, createRevision, modRevision, version], index * perEntry);
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
    const facts = numbers.subarray(index * perEntry, (index + 1) * perEntry);
    const [keyLength = 0, valueLength = 0, createRevision = 0, modRevision = 0, version = 0] = facts;
    const key = bytes.subarray(at, at + keyLength);
    at += keyLength + valueLength;
    yield { key, value: bytes.subarray(at - valueLength, at), createRevision, modRevision, version, lease };
  }
}
