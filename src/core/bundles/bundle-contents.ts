import type { LeaseId } from '../../contract/ids.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { compareBytes, copyBytes } from '../bytes/bytes.ts';
import type { SortedEntries } from '../sources/sorted-entries.ts';

/** Entries that follow each other, in buffers of their own: objects of their own would take several times as much. */
interface Part {
  /** The place of the first of them. */
  readonly first: number;
  /** Key and value of each, one after the other. */
  readonly bytes: Uint8Array;
  readonly numbers: Float64Array;
  readonly leases: readonly (LeaseId | null)[];
}

/** For each entry: its start, the lengths of its key and value, its revisions and its version. */
const perEntry = 6;

/** The entries of a bundle in key order, each at its place: 0 for the first one. */
export class BundleContents {
  readonly #parts: Part[] = [];
  #length = 0;
  #bytes = 0;

  /** What they take of memory. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds entries, whose keys come after all that are there. */
  add(entries: readonly KeyValue[]): void {
    const bytes = new Uint8Array(entries.reduce((sum, { key, value }) => sum + key.length + value.length, 0));
    const numbers = new Float64Array(entries.length * perEntry);
    let at = 0;
    for (const [index, { key, value, createRevision, modRevision, version }] of entries.entries()) {
      bytes.set(key, at);
      bytes.set(value, at + key.length);
      numbers.set([at, key.length, value.length, createRevision, modRevision, version], index * perEntry);
      at += key.length + value.length;
    }
    this.#parts.push({ first: this.#length, bytes, numbers, leases: entries.map(({ lease }) => lease) });
    this.#length += entries.length;
    this.#bytes += bytes.length + numbers.byteLength;
  }

  /** Returns the entries as those of a revision; nothing is added after that. */
  at(revision: number): SortedEntries {
    return {
      revision,
      length: this.#length,
      keyAt: (place) => this.#keyAt(place),
      placeOf: (key) => this.#placeOf(key),
      listed: (place) => this.#listed(place),
      valueLength: (place) => this.#at(place).numbers[2] ?? 0,
      entries: async (places) => places.map((place) => this.#entry(place)),
      digest: () => null,
    };
  }

  #placeOf(key: Uint8Array): number {
    let from = 0;
    let to = this.#length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (compareBytes(this.#keyAt(middle), key) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #entry(place: number): KeyValue {
    const { part, numbers } = this.#at(place);
    const [start = 0, keyLength = 0, valueLength = 0] = numbers;
    const value = copyBytes(part.bytes, start + keyLength, start + keyLength + valueLength);
    return { ...this.#listed(place), lease: part.leases[place - part.first] ?? null, value };
  }

  #listed(place: number): ListedKey {
    const { numbers } = this.#at(place);
    const [, , , createRevision = 0, modRevision = 0, version = 0] = numbers;
    return { key: copyBytes(this.#keyAt(place), 0), createRevision, modRevision, version };
  }

  #keyAt(place: number): Uint8Array {
    const { part, numbers } = this.#at(place);
    const [start = 0, keyLength = 0] = numbers;
    return part.bytes.subarray(start, start + keyLength);
  }

  #at(place: number): { readonly part: Part; readonly numbers: Float64Array } {
    let from = 0;
    let to = this.#parts.length - 1;
    while (from < to) {
      const middle = (from + to + 1) >> 1;
      if ((this.#parts[middle]?.first ?? 0) <= place) from = middle;
      else to = middle - 1;
    }
    const part = this.#parts[from];
    if (part === undefined || place < 0 || place >= this.#length) throw new RangeError(`there is no entry ${place}`);
    const index = place - part.first;
    return { part, numbers: part.numbers.subarray(index * perEntry, (index + 1) * perEntry) };
  }
}
