import type { CallOptions } from './abort.ts';
import type { ConnectionId } from './ids.ts';
import type { KeyEntry } from './keys.ts';

/** A state of a key: a value that was written, or that it was deleted. */
export type KeyState =
  | { readonly kind: 'put'; readonly entry: KeyEntry }
  | { readonly kind: 'deleted'; readonly revision: number };

/** A revision and when the cluster was seen at it, in milliseconds since 1970. */
export interface RevisionSighting {
  readonly revision: number;
  readonly at: number;
}

/** How far back the store reaches, and what is known of when its revisions were. etcd itself keeps no times. */
export interface Timeline {
  /** The oldest revision that can be read. What was before is compacted. */
  readonly oldestRevision: number;
  readonly headRevision: number;
  /**
   * Sightings in the order of revisions and of time, `headRevision` last: between two of them a revision lies between their
   * times, at places that are not known. From what this app saw of the cluster, now and before, its journal, and the renewals of
   * Kubernetes' node leases.
   */
  readonly sightings: readonly RevisionSighting[];
}

/** One part of a key's history, newest first. */
export interface KeyHistoryPage {
  readonly states: readonly KeyState[];
  /** True on the last page: what was before is compacted, or there was nothing. */
  readonly complete: boolean;
  /** The oldest revision that was looked at. */
  readonly reachedRevision: number;
}

/** The past of an open connection's cluster, as far as it is not compacted. */
export interface HistoryApi {
  /** How far back one can read, and its clock. Costs one watch that is refused at once. */
  timeline(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<Timeline>;
  /**
   * Every state of one key since the oldest revision, deletions included, newest first. The values of Secrets are masked
   * unless `reveal` is set. Fails with `PermissionDenied`.
   */
  ofKey(
    request: { readonly connection: ConnectionId; readonly key: Uint8Array; readonly reveal: boolean },
    options?: CallOptions,
  ): AsyncIterable<KeyHistoryPage>;
}
