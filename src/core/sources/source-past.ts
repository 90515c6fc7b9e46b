import type { CallOptions } from '../../contract/abort.ts';
import type { Timeline } from '../../contract/history.ts';
import type { KeyValue } from '../../contract/keys.ts';

/** A state of a key, or the end: how far back the search went, and whether there may be earlier states. */
export type PastState =
  | { readonly kind: 'put'; readonly entry: KeyValue }
  | { readonly kind: 'deleted'; readonly revision: number }
  | { readonly kind: 'end'; readonly reachedRevision: number; readonly isComplete: boolean };

/** The past of a source that keeps one, whichever revision it is read at. */
export interface SourcePast {
  /** Returns how far back it can be read, and its known times. Fails as reads do. */
  timeline(options?: CallOptions): Promise<Timeline>;
  /** Yields a key's states from the newest back; `end` is the last one. Fails as reads do. */
  states(key: Uint8Array, signal: AbortSignal): AsyncIterable<PastState>;
}
