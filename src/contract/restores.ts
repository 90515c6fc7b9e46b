import type { CallOptions } from './abort.ts';
import type { Failure } from './failure.ts';
import type { ConnectionId, MemberId } from './ids.ts';
import type { HostLayout, RunbookStep } from './recovery.ts';
import type { SnapshotIntegrity } from './snapshot-report.ts';

/** A member of the cluster that a snapshot is restored into. */
export interface RestoredMember {
  readonly name: string;
  readonly peerURLs: readonly string[];
}

/** How a snapshot is restored: the same on every host but for the member. */
export interface RestoreForm {
  readonly file: string;
  readonly members: readonly RestoredMember[];
  /** A new one makes a cluster of its own, which members of the old one cannot join. */
  readonly token: string;
  /** Of every member, on its host; members that share a host get folders beside it, which end in their names. */
  readonly dataDir: string;
  /** How far the revision is raised; `null`: not at all. With it, history up to there is marked as compacted. */
  readonly bumpRevision: number | null;
  /** For a file without a hash at its end. */
  readonly skipsHashCheck: boolean;
  /** The version of etcdutl, or of etcdctl before 3.5, that the commands are for: `3.4`, `3.5`, `3.6`, `3.7`, … */
  readonly toolVersion: string;
  readonly layout: HostLayout;
}

/** A program that restores, as it was found on the machine where core runs. */
export interface RestoreTool {
  readonly file: string;
  readonly program: 'etcdutl' | 'etcdctl';
  /** As `3.5.30`. */
  readonly version: string;
}

/** Why the revision should be raised, or not. */
export type BumpReason =
  /** Kubernetes' controllers remember revisions: without it they miss changes. */
  | 'kubernetes'
  /** Clients of the live cluster have seen revisions that the file does not have (`behindLive`). */
  | 'liveIsAhead'
  | 'none';

/** What the wizard begins with. */
export interface RestoreStart {
  readonly form: RestoreForm;
  readonly integrity: SnapshotIntegrity;
  readonly revision: number;
  readonly bumpReason: BumpReason;
  /** How many revisions the live cluster is beyond the file, negative where it is behind; `null`: not known. */
  readonly behindLive: number | null;
  /** The programs on this machine that restore, the first choice in front. */
  readonly tools: readonly RestoreTool[];
  /** Whether the file holds the data of k3s, whose members restore with their own command and the server's token. */
  readonly isK3s: boolean;
  /** Whether users and roles come back as they are in the file. */
  readonly isAuthEnabled: boolean;
  /** Leases that come back with their whole time. */
  readonly leases: number;
  /** The increments of etcd-backup-restore that a restore leaves out, and up to which revision; `null`: none follow. */
  readonly increments: { readonly count: number; readonly until: number } | null;
}

/** A fault that would make a restore fail, or one that it would bring. */
export interface RestoreFault {
  /** A key of the form, with the member's place where it is a member's. */
  readonly field: keyof RestoreForm;
  readonly member: number | null;
  readonly severity: 'error' | 'warning';
  /** One sentence without a full stop. */
  readonly message: string;
}

/** The commands of one member. */
export interface RestoreCommands {
  readonly member: string;
  readonly bash: string;
  readonly powershell: string;
}

/** Everything to run, for every host. */
export interface RestorePlan {
  readonly faults: readonly RestoreFault[];
  /** Empty while there is an error, and for k3s, whose servers restore with their own command. */
  readonly commands: readonly RestoreCommands[];
  readonly runbook: readonly RunbookStep[];
}

/** What happens while this member's restore runs here. */
export type RestoreNotice =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'restored'; readonly dataDir: string; readonly durationMs: number };

/** Whether a member of the restored cluster serves what the file holds. */
export interface RestoredHash {
  readonly member: MemberId;
  readonly name: string;
  /** `null`: it did not answer, or has compacted what would be compared. */
  readonly isEqual: boolean | null;
  readonly failure: Failure | null;
}

/** The steps of a rehearsal. */
export type RehearsalStep = 'check' | 'restore' | 'start' | 'compare' | 'stop';

/** What a throw-away member showed of a snapshot. */
export interface Rehearsal {
  /** Whether it served what the file holds: the hash, the number of keys, and every key that was read. */
  readonly served: boolean;
  readonly etcdVersion: string;
  readonly revision: number;
  readonly liveKeys: number;
  readonly hashEqual: boolean;
  /** How many keys were read from the member and compared byte by byte, and how many differed. */
  readonly comparedKeys: number;
  readonly differentKeys: number;
  readonly durationMs: number;
}

/** The progress or the result of a rehearsal. */
export type RehearsalNotice =
  | { readonly kind: 'step'; readonly step: RehearsalStep }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'rehearsed'; readonly rehearsal: Rehearsal };

/** The steps of joining a backup. */
export type JoinStep = 'check' | 'restore' | 'start' | 'apply' | 'save' | 'compare' | 'stop';

/** A snapshot that was made of a full one and its increments. */
export interface JoinedBackup {
  /** The new snapshot. */
  readonly file: string;
  readonly bytes: number;
  /** SHA-256 of the file in hexadecimal. */
  readonly sha256: string;
  readonly etcdVersion: string;
  /** Its last revision, and how many of them came from increments. */
  readonly revision: number;
  readonly appliedRevisions: number;
  /** Leases that increments name and the full snapshot does not have: their TTL is in neither, and is an hour now. */
  readonly leasesWithoutTTL: number;
  /** Why it does not reach as far as the files in the folder; `null`: it does. One sentence without a full stop. */
  readonly leftOut: string | null;
  readonly durationMs: number;
}

/** The progress or the result of joining. */
export type JoinNotice =
  | { readonly kind: 'step'; readonly step: JoinStep }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'applied'; readonly revisions: number; readonly of: number }
  | { readonly kind: 'joined'; readonly joined: JoinedBackup };

/** Restores snapshots, and proves that they can be restored. */
export interface RestoresApi {
  /**
   * Reads a snapshot and returns what the wizard begins with; where a connection is given, its cluster is asked for its
   * revision and members. Fails as `snapshots.read`, and with `SnapshotInvalid` where the file holds no keys.
   */
  begin(
    request: { readonly file: string; readonly connection: ConnectionId | null },
    options?: CallOptions,
  ): Promise<RestoreStart>;
  /** Returns the faults of a form, and its commands. Runs nothing. */
  describe(request: { readonly form: RestoreForm }, options?: CallOptions): Promise<RestorePlan>;
  /**
   * Restores one member's data-dir on the machine where core runs, with the given tool, and tells what it prints. Cancel
   * ends the tool and removes what it had written. Fails with `FileExists` where the folder is not empty, with
   * `RestoreFailed` and the tool's last words, with `BadRequest` for a form with errors, `ToolMissing` and `DiskFull`.
   */
  run(
    request: { readonly form: RestoreForm; readonly member: string; readonly tool: string; readonly dataDir: string },
    options?: CallOptions,
  ): AsyncIterable<RestoreNotice>;
  /**
   * Compares every member of an open connection's cluster with a snapshot, by HashKV at its revision, or at the raised one.
   * Each member stops reading and writing meanwhile, about a second a million keys. Needs no quorum. Fails as
   * `snapshots.read`, and with `SnapshotInvalid`.
   */
  compareHash(
    request: { readonly file: string; readonly connection: ConnectionId },
    options?: CallOptions,
  ): Promise<readonly RestoredHash[]>;
  /**
   * Restores a snapshot into a temporary folder, starts a throw-away member from it on 127.0.0.1, compares its hash, its
   * number of keys and 1,000 random keys with the file, stops it and deletes the folder. `etcd`: the folder of the
   * programs; `null`: those of the settings or on PATH. The catalogue remembers the result. Fails with `SnapshotInvalid`
   * for a damaged file, of which no tool is run, with `ToolMissing`, `RestoreFailed`, `DiskFull`, and with
   * `DeadlineExceeded` where the member did not start in time, which tells nothing of the file; a member that serves
   * something else is no failure.
   */
  rehearse(
    request: { readonly file: string; readonly etcd: string | null },
    options?: CallOptions,
  ): AsyncIterable<RehearsalNotice>;
  /**
   * Makes one snapshot of a full one of etcd-backup-restore and the increments that follow it, which etcd's tool does not
   * know: restores the full one into a throw-away member, as a rehearsal does, repeats every later revision on it, and
   * saves it into a new file, which gets its name only if it has the HashKV of full and increments together. Users, roles
   * and members are the full one's. Fails as `rehearse`, and with `FileExists`, `FileNotWritable`, `BadRequest` for a file
   * that no increments follow, and `RestoreFailed` where a revision comes out differently.
   */
  join(
    request: { readonly file: string; readonly into: string; readonly etcd: string | null },
    options?: CallOptions,
  ): AsyncIterable<JoinNotice>;
}
