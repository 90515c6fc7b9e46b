import type { CallOptions } from './abort.ts';
import type { Failure } from './failure.ts';
import type { ConnectionId } from './ids.ts';
import type { KeyEntry } from './keys.ts';

/** A change of one key. A window sees entries that may be masked, core the values as they are stored. */
export type WatchEvent<Entry = KeyEntry> =
  | {
      readonly type: 'put';
      readonly entry: Entry;
      /** The value before, where it was asked for and is not compacted. */
      readonly previous: Entry | null;
    }
  | {
      readonly type: 'delete';
      readonly key: Uint8Array;
      /** The revision of the deletion. */
      readonly modRevision: number;
      readonly previous: Entry | null;
    };

/** What a watch says. Between `started` and its end every event of its keys comes once, in revision order. */
export type WatchNotice<Entry = KeyEntry> =
  /** The server has taken the watch; events from `revision` on will come. */
  | { readonly kind: 'started'; readonly revision: number }
  | { readonly kind: 'event'; readonly event: WatchEvent<Entry> }
  /** Nothing has changed up to this revision. */
  | { readonly kind: 'progress'; readonly revision: number }
  /** The connection was lost; the watch goes on by itself from the last event seen. */
  | { readonly kind: 'reconnecting'; readonly failure: Failure }
  /** Back on; nothing was lost. */
  | { readonly kind: 'resumed'; readonly endpoint: string; readonly fromRevision: number }
  /** History up to `compactRevision` is gone, and events in it with it. The watch ends here. */
  | { readonly kind: 'compacted'; readonly compactRevision: number };

/** What to watch, and from which revision on. */
export interface WatchRequest {
  readonly connection: ConnectionId;
  /** The key to watch, or the prefix. */
  readonly key: Uint8Array;
  /** Every key that begins with `key`; an empty one is the whole keyspace. */
  readonly isPrefix: boolean;
  /** The first revision wanted, or `null` for what comes from now on. */
  readonly startRevision: number | null;
  /** Send the value before each change too. */
  readonly previous: boolean;
  /** Send the data of Kubernetes Secrets in clear. */
  readonly reveal: boolean;
}

/** Live changes of an open connection. */
export interface WatchesApi {
  /**
   * Follows a key or a prefix until the stream is stopped. A reconnect neither loses nor repeats an event. Fails with
   * `PermissionDenied`; a compaction ends it with a `compacted` notice.
   */
  watch(request: WatchRequest, options?: CallOptions): AsyncIterable<WatchNotice>;
}
