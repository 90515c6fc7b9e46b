import type { KeyValue } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { copyBytes } from '../bytes/bytes.ts';
import type { SortedEntries } from '../sources/sorted-entries.ts';
import { livePlacesAt } from './shortcuts.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import type { SnapshotValues } from './snapshot-values.ts';

/** Reads values of records from the file. Fails with `SnapshotChanged`, `FileNotReadable`. */
export type ValueReader = Pick<SnapshotValues, 'read'>;

/** Lengths below this fit beside a hash of 32 bits into a number exactly; etcd's largest requests have less. */
const lengthBound = 2 ** 21;

/**
 * The keys that a snapshot has at one revision. Keys that are deleted then, or not written yet, cost nothing once it is
 * made, and 4 bytes are kept for each of the others. Its reads fail with `IndexDamaged`.
 */
export class SnapshotMoment implements SortedEntries {
  readonly revision: number;
  readonly #index: SnapshotIndex;
  readonly #values: ValueReader;
  /** The places in the index, in order; `null`: those that it has of its newest revision. */
  readonly #places: Uint32Array | null;

  private constructor(index: SnapshotIndex, values: ValueReader, revision: number, places: Uint32Array | null) {
    this.#index = index;
    this.#values = values;
    this.revision = revision;
    this.#places = places;
  }

  /** Looks at every key but at the newest revision of the index. */
  static async at(index: SnapshotIndex, values: ValueReader, revision: number): Promise<SnapshotMoment> {
    const places = index.newestRevision === revision ? null : await livePlacesAt(index, revision);
    return new SnapshotMoment(index, values, revision, places);
  }

  get length(): number {
    return this.#places?.length ?? this.#index.newestLength;
  }

  keyAt(place: number): Uint8Array {
    return this.#index.key(this.#placeAt(place));
  }

  placeOf(key: Uint8Array): number {
    const place = this.#index.placeOf(key);
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#placeAt(middle) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  listed(place: number): ListedKey {
    const { createRevision, modRevision, version } = this.#recordAt(place);
    return { key: copyBytes(this.keyAt(place), 0), createRevision, modRevision, version };
  }

  valueLength(place: number): number {
    return this.#recordAt(place).valueLength;
  }

  async entries(places: readonly number[]): Promise<readonly KeyValue[]> {
    const records = places.map((place) => this.#recordAt(place));
    const values = await this.#values.read(records);
    return places.map((place, at) => {
      const value = values[at];
      if (value === undefined) throw new RangeError('a value was asked for and did not come');
      return { ...this.listed(place), lease: records[at]?.lease ?? null, value };
    });
  }

  digest(place: number): number {
    const { valueHash, valueLength } = this.#recordAt(place);
    return (valueLength % lengthBound) * 2 ** 32 + valueHash;
  }

  #placeAt(place: number): number {
    const at = this.#places === null ? this.#index.livePlace(place) : this.#places[place];
    if (at === undefined) throw new RangeError(`there is no key ${place}`);
    return at;
  }

  #recordAt(place: number) {
    const record = this.#index.recordAt(this.#placeAt(place), this.revision);
    if (record === null) throw new RangeError(`the key ${place} has no value`);
    return this.#index.record(record);
  }
}
