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

/** The type of a change, as etcd has it. */
export type ChangeType = WatchEvent['type'];

/** What to watch, and from which revision on. */
export interface WatchRequest {
  readonly connection: ConnectionId;
  /** The key to watch, or the prefix. */
  readonly key: Uint8Array;
  /** Watches every key that begins with `key`; an empty `key` is the whole keyspace. */
  readonly isPrefix: boolean;
  /** With it, watches the keys from `key` up to, not including, this one; one zero byte: to the end of the keyspace. */
  readonly rangeEnd?: Uint8Array | undefined;
  /** Sends only changes of this type; the member leaves out the others. */
  readonly only?: ChangeType | undefined;
  /** The first revision to send; `null`: changes from now on. */
  readonly startRevision: number | null;
  /** Whether to send the value before each change too. */
  readonly previous: boolean;
  /** Whether to send the data of Kubernetes Secrets in clear. */
  readonly reveal: boolean;
}

/** What of a watch is written into a file, and into which. */
export interface RecordRequest extends WatchRequest {
  readonly startRevision: number;
  /** The last revision to write, which has to have a change of these keys; `null`: until the stream is stopped. */
  readonly untilRevision: number | null;
  /** An absolute path without a file yet. */
  readonly file: string;
}

/** The progress of a recording, or its end. */
export interface RecordNotice {
  readonly kind: 'progress' | 'recorded';
  readonly events: number;
  readonly bytes: number;
  /** The history up to this revision was compacted before it was written; `null`: all is there. */
  readonly compactRevision: number | null;
}

/** Watches the keys of an open connection. */
export interface WatchesApi {
  /**
   * Watches a key or a prefix until the stream is stopped. A reconnect neither loses nor repeats an event. Fails with
   * `PermissionDenied`; a compaction ends the stream with a `compacted` notice.
   */
  watch(request: WatchRequest, options?: CallOptions): AsyncIterable<WatchNotice>;

  /**
   * Writes the changes of a watch into a file on the machine where core runs, a line of JSON each, as `etcdeck watch -w
   * json` prints them. Ends after `untilRevision`; without it, when the stream is stopped, which keeps what was written.
   * History that is compacted leaves a line that says so, and the file goes on with the oldest change kept. Costs a watch
   * of its own. Fails with `FileExists`, `FileNotWritable`, `DiskFull`, `PermissionDenied`.
   */
  record(request: RecordRequest, options?: CallOptions): AsyncIterable<RecordNotice>;
}
