import type { ServedObject } from '../objects/served-object.ts';

/** The metadata of a list. */
export interface ListMeta {
  readonly resourceVersion: number;
  /** Where the next page begins; `null`: this is the last one. */
  readonly continue: string | null;
  /** `null`: unknown, as with selectors. */
  readonly remainingItemCount: number | null;
}

/** Writes a list, object by object: `begin`, `add` for each, and `end`. */
export interface ListAnswer {
  /** Whether the bytes of its objects are read until its end. */
  readonly keepsObjects: boolean;
  /** `expectedBytes`: about how much its objects take in all, where that is known. */
  begin(meta: ListMeta, expectedBytes?: number): void;
  /** Fails with `ValueMalformed` where the object turns out to be damaged. */
  add(object: ServedObject): void;
  /** How many bytes `take` would return; 0 for protobuf, which is held whole because its length comes first. */
  readonly ready: number;
  /** Returns what was written since the last call, in `memory` where there is room for it, and frees it. */
  take(memory?: Uint8Array): Uint8Array;
  /** Ends the list, and returns the rest of it. */
  end(): readonly Uint8Array[];
}
