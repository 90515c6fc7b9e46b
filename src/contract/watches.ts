import type { CallOptions } from './abort.ts';
import type { Failure } from './failure.ts';
import type { ConnectionId } from './ids.ts';
import type { KeyEntry } from './keys.ts';

/** A change of one key. A window gets entries that may be masked; core gets the values as they are stored. */
export type WatchEvent<Entry = KeyEntry> =
  | {
      readonly type: 'put';
      readonly entry: Entry;
      /** The value before, if it was requested and is not compacted, else `null`. */
      readonly previous: Entry | null;
    }
  | {
      readonly type: 'delete';
      readonly key: Uint8Array;
      /** The revision of the deletion. */
      readonly modRevision: number;
      readonly previous: Entry | null;
    };

/** A notice of a watch. Between `started` and its end every event of its keys comes once, in revision order. */
export type WatchNotice<Entry = KeyEntry> =
  /** The server created the watch; events from `revision` on follow. */
  | { readonly kind: 'started'; readonly revision: number }
  | { readonly kind: 'event'; readonly event: WatchEvent<Entry> }
  /** There are no further events up to this revision. */
  | { readonly kind: 'progress'; readonly revision: number }
  /** The connection was lost; the watch resumes by itself after the last event. */
  | { readonly kind: 'reconnecting'; readonly failure: Failure }
  /** The watch resumed; no event was lost. */
  | { readonly kind: 'resumed'; readonly endpoint: string; readonly fromRevision: number }
  /** The history up to `compactRevision` is compacted, and its events are lost. The watch ends here. */
  | { readonly kind: 'compacted'; readonly compactRevision: number };

/** What to watch, and from which revision on. */
export interface WatchRequest {
  readonly connection: ConnectionId;
  /** The key to watch, or the prefix. */
  readonly key: Uint8Array;
  /** Watches every key that begins with `key`; an empty `key` is the whole keyspace. */
  readonly isPrefix: boolean;
  /** The first revision to send; `null`: changes from now on. */
  readonly startRevision: number | null;
  /** Whether to send the value before each change too. */
  readonly previous: boolean;
  /** Whether to send the data of Kubernetes Secrets in clear. */
  readonly reveal: boolean;
}

/** Watches the keys of an open connection. */
export interface WatchesApi {
  /**
   * Watches a key or a prefix until the stream is stopped. A reconnect neither loses nor repeats an event. Fails with
   * `PermissionDenied`; a compaction ends the stream with a `compacted` notice.
   */
  watch(request: WatchRequest, options?: CallOptions): AsyncIterable<WatchNotice>;
}
