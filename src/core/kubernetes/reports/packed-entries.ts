import type { LeaseId } from '../../../contract/ids.ts';
import type { KeyValue } from '../../../contract/keys.ts';

/** Entries in two buffers, which are transferred to another thread without copying. */
export interface PackedEntries {
  /** Key and value of each entry, concatenated. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** For each entry, the lengths of its key and value, and its version. */
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly leases: readonly (LeaseId | null)[];
}

/** An entry as a report takes it. */
export type PackedEntry = Pick<KeyValue, 'key' | 'value' | 'version' | 'lease'>;

const perEntry = 3;

/** Copies entries into two buffers. */
export function packEntries(entries: readonly KeyValue[]): PackedEntries {
  const length = entries.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
  const bytes = new Uint8Array(length);
  const numbers = new Float64Array(entries.length * perEntry);
  let at = 0;
  for (const [index, { key, value, version }] of entries.entries()) {
    bytes.set(key, at);
    bytes.set(value, at + key.length);
    at += key.length + value.length;
    numbers[index * perEntry] = key.length;
    numbers[index * perEntry + 1] = value.length;
    numbers[index * perEntry + 2] = version;
  }
  return { bytes, numbers, leases: entries.map(({ lease }) => lease) };
}

/** Yields the entries; keys and values are views into the buffer. */
export function* unpackEntries({ bytes, numbers, leases }: PackedEntries): Generator<PackedEntry, void> {
  let at = 0;
  for (const [index, lease] of leases.entries()) {
    const keyLength = numbers[index * perEntry] ?? 0;
    const valueLength = numbers[index * perEntry + 1] ?? 0;
    const version = numbers[index * perEntry + 2] ?? 0;
    const key = bytes.subarray(at, at + keyLength);
    at += keyLength + valueLength;
    yield { key, value: bytes.subarray(at - valueLength, at), version, lease };
  }
}
