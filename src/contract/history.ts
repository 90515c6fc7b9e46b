import type { CallOptions } from './abort.ts';
import type { KeySource } from './key-source.ts';
import type { KeyEntry } from './keys.ts';

/** A state of a key: a written value, or a deletion. */
export type KeyState =
  | { readonly kind: 'put'; readonly entry: KeyEntry }
  | { readonly kind: 'deleted'; readonly revision: number };

/** A revision and a time at which the cluster was at it, in milliseconds since 1970. */
export interface RevisionSighting {
  readonly revision: number;
  readonly at: number;
}

/** How far back the store reaches, and the known times of its revisions. etcd itself stores no times. */
export interface Timeline {
  /** The oldest revision that can be read. Everything before it is compacted. */
  readonly oldestRevision: number;
  readonly headRevision: number;
  /**
   * Sightings in the order of revisions and of time, with `headRevision` last where its time is known. A revision between two sightings was written
   * between their times. They come from this app's contacts with the cluster, now and before, from its journal, and
   * from the renewals of Kubernetes' node leases.
   */
  readonly sightings: readonly RevisionSighting[];
}

/** One page of a key's history, newest first. */
export interface KeyHistoryPage {
  readonly states: readonly KeyState[];
  /** True on the last page: everything before is compacted, or the key did not exist. */
  readonly complete: boolean;
  /** The oldest revision that was read so far. */
  readonly reachedRevision: number;
}

/** The history of an open source, as far as it is not compacted. A bundle has none: asking it fails with `BadRequest`. */
export interface HistoryApi {
  /**
   * Returns how far back the source can be read, at whichever moment it is named, and its known times. Costs a cluster
   * one watch that is refused at once.
   */
  timeline(request: { readonly source: KeySource }, options?: CallOptions): Promise<Timeline>;
  /**
   * Streams every state of one key since the oldest revision, deletions included, newest first. The values of Secrets
   * are masked unless `reveal` is set. Fails with `PermissionDenied`.
   */
  ofKey(
    request: { readonly source: KeySource; readonly key: Uint8Array; readonly reveal: boolean },
    options?: CallOptions,
  ): AsyncIterable<KeyHistoryPage>;
}
