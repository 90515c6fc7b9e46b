import type { KeyValue } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';

/** Keys in order, in memory, all of one revision; each has a place: 0 for the first one. */
export interface SortedEntries {
  readonly revision: number;
  readonly length: number;
  /** Returns the key at a place, as a view: what crosses to a window is copied, or it takes its whole buffer along. */
  keyAt(place: number): Uint8Array;
  /** Returns the place of the first key that is not before `key`; `length` where there is none. */
  placeOf(key: Uint8Array): number;
  /** Returns the key at a place with its facts, copied. */
  listed(place: number): ListedKey;
  /** Returns the size of the value at a place, in bytes. */
  valueLength(place: number): number;
  /** Returns the entries at places, copied, in the given order. */
  entries(places: readonly number[]): Promise<readonly KeyValue[]>;
  /**
   * Returns a number for the value at a place: equal values have equal ones, whatever the source, and others almost
   * never have. `null` where there is none.
   */
  digest(place: number): number | null;
}
