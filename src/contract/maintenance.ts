import type { CallOptions } from './abort.ts';
import type { Failure } from './failure.ts';
import type { ConnectionId, MemberId } from './ids.ts';

/** The database of one member. Sizes are in bytes; unknown is `null`. */
export interface MemberSpace {
  readonly member: MemberId;
  readonly name: string;
  readonly isLearner: boolean;
  readonly isLeader: boolean | null;
  /** The database file, and its part in use. The difference is what a defragmentation gives back. */
  readonly dbSize: number | null;
  readonly dbSizeInUse: number | null;
  readonly quota: number | null;
  /** Where the quota is from: Status tells the right one from 3.6.6 on, `/metrics` on every version. */
  readonly quotaFrom: 'status' | 'metrics' | null;
  /** How fast the part in use grows, in bytes an hour, and over how many milliseconds that was seen; `null`: not yet. */
  readonly growth: { readonly bytesPerHour: number; readonly overMs: number } | null;
  /** When the file reaches the quota at this growth, in milliseconds since 1970; `null`: it does not, or is not known. */
  readonly fullAt: number | null;
  /** The expected duration of a defragmentation on an idle machine, in milliseconds. */
  readonly defragmentMs: number | null;
  /** The failure behind an unknown value. */
  readonly failure: Failure | null;
}

/** The databases of all members. */
export interface ClusterSpace {
  readonly members: readonly MemberSpace[];
  /** The cluster's revision, and the oldest one whose history is kept where it is known. */
  readonly revision: number | null;
  readonly compactRevision: number | null;
  /** When it was read, in milliseconds since 1970. */
  readonly at: number;
}

/** The hash of one member's keys. */
export interface MemberHash {
  readonly member: MemberId;
  readonly name: string;
  /** As a decimal of 32 bits; `null` where the member did not answer. */
  readonly hash: number | null;
  /** The revision that the member has compacted to, 0: none. Hashes of different ones do not compare. */
  readonly compactRevision: number | null;
  readonly failure: Failure | null;
}

/** The hashes of all members at one revision. */
export interface HashComparison {
  readonly revision: number;
  /**
   * Of the voting members: a learner computes no hash. `unknown`: some did not answer, or have compacted to different
   * revisions, and none that compare differ.
   */
  readonly verdict: 'equal' | 'different' | 'unknown';
  readonly members: readonly MemberHash[];
  /** The members that differ from most others; empty where there is no majority. */
  readonly different: readonly MemberId[];
}

/** The progress of a comparison, then its result. A member neither reads nor writes while it computes its hash. */
export type HashNotice =
  | { readonly kind: 'asking'; readonly member: MemberId; readonly done: number; readonly total: number }
  | { readonly kind: 'compared'; readonly comparison: HashComparison };

/** A feature gate of a member. */
export interface FeatureGate {
  readonly name: string;
  /** `ALPHA`, `BETA`, `GA`. */
  readonly stage: string;
  readonly isEnabled: boolean;
}

/** The versions of one member. */
export interface MemberVersions {
  readonly member: MemberId;
  readonly name: string;
  readonly server: string | null;
  /** The version of the cluster as this member knows it. */
  readonly cluster: string | null;
  /** From 3.6 on. */
  readonly storage: string | null;
  /** From 3.6 on, and only where its metrics can be read; empty else. */
  readonly gates: readonly FeatureGate[];
  readonly failure: Failure | null;
}

/** The state of a downgrade of the cluster. */
export type DowngradeState =
  /** Possible from 3.6 on. `to`: the only version that etcd accepts. */
  | { readonly kind: 'possible'; readonly to: string }
  /** Members have to be restarted with `to`, one by one; the downgrade ends with the last one. */
  | { readonly kind: 'underWay'; readonly to: string }
  /** Not offered; `reason` is a sentence. */
  | { readonly kind: 'notOffered'; readonly reason: string };

/** The versions of a cluster. */
export interface ClusterVersions {
  readonly members: readonly MemberVersions[];
  readonly downgrade: DowngradeState;
}

/** The load of a performance check, as `etcdctl check perf` names it. */
export type PerformanceLoad = 's' | 'm' | 'l' | 'xl';

/** The result of a performance check, by the rules of `etcdctl check perf`. */
export interface PerformanceResult {
  readonly load: PerformanceLoad;
  readonly writesPerSecond: number;
  /** In milliseconds, as every duration here. */
  readonly slowestMs: number;
  readonly standardDeviationMs: number;
  readonly errors: number;
  /**
   * No write failed, more than 90 % of the load's rate was reached, the slowest took 500 ms at most, and the standard
   * deviation is 100 ms at most. A check that was stopped has not passed.
   */
  readonly passed: boolean;
  /** The app itself was busy nearly all the time: a slow figure may be its own and not the cluster's. */
  readonly wasAppBusy: boolean;
  /** The prefix that it wrote beneath, and whether its keys are gone. */
  readonly prefix: string;
  readonly isCleanedUp: boolean;
}

/** The size of the keys with a prefix. */
export interface GrownPrefix {
  readonly prefix: Uint8Array;
  readonly keys: number;
  /** Of keys and values, in bytes; the database takes more, and history besides. */
  readonly bytes: number;
}

/** The progress of a look at what fills the database, then its result. */
export type GrownNotice =
  | { readonly kind: 'progress'; readonly scanned: number }
  | {
      readonly kind: 'grown';
      /** The largest hundred, the largest first. A prefix does not count the keys of a longer one in this list. */
      readonly prefixes: readonly GrownPrefix[];
      /** Of all keys that were read. */
      readonly total: { readonly keys: number; readonly bytes: number };
      /** Every key was read. Otherwise the user may not read them all, or a compaction ended the reading. */
      readonly isWhole: boolean;
    };

/** Reads the facts for a cluster's maintenance. Its acts are plans: `plans.planDefragment` and others. */
export interface MaintenanceApi {
  /**
   * Follows the sizes until the stream is stopped: from Status at each poll, and the quota from `/metrics` once a
   * minute for members whose Status has none.
   */
  space(request: { readonly connection: ConnectionId }, options?: CallOptions): AsyncIterable<ClusterSpace>;
  /**
   * Compares the hashes of all members at one revision, one member after the other, the leader last. A member with
   * millions of keys takes seconds, in which it answers nothing else. `revision` `null`: the present one. Fails with
   * `Compacted`, `FutureRev`, `PermissionDenied`.
   */
  hashKV(
    request: { readonly connection: ConnectionId; readonly revision: number | null },
    options?: CallOptions,
  ): AsyncIterable<HashNotice>;
  /** Reads the members' versions, feature gates and the state of a downgrade. */
  versions(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<ClusterVersions>;
  /**
   * Reads which prefixes hold most: by resource in a Kubernetes registry, else by the first two parts of the keys' paths.
   * Reads every key and value page by page. Returns nothing when it is stopped early.
   */
  whatGrew(request: { readonly connection: ConnectionId }, options?: CallOptions): AsyncIterable<GrownNotice>;
}
