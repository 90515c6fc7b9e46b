import type { CallOptions } from './abort.ts';
import type { ConnectionId, MemberId } from './ids.ts';
import type { LabAct, LabActNotice, LabActRecord } from './lab/acts.ts';
import type { LabCheck } from './lab/checking.ts';
import type { LabEvent } from './lab/events.ts';
import type { LabExperiment, LabExperimentNotice } from './lab/experiments.ts';
import type { LabFrame } from './lab/frames.ts';
import type { LabWriteNotice } from './lab/writes.ts';
import type { EtcdProgram } from './programs.ts';
import type { RunbookStep } from './recovery.ts';
import { sandboxIdPrefix } from './sandbox.ts';

/** The beginning of the ids of labs' connections; no other sandbox's begins so. */
export const labIdPrefix = `${sandboxIdPrefix}lab-`;

/** How many members a lab has at most. */
export const mostLabMembers = 7;

/** A member that a lab starts with. */
export interface LabMemberStart {
  /** Letters, digits, dots, hyphens and underscores; at most 63 of them. */
  readonly name: string;
  /** The folder of its etcd; `null`: the one that is found. */
  readonly etcd: string | null;
}

/** A member as it is run. */
export interface LabMember {
  readonly name: string;
  readonly endpoint: string;
  readonly peerURL: string;
  /** As `3.5.30`. */
  readonly version: string;
  /** `null` while no process runs. */
  readonly pid: number | null;
  /** The quota of its database in bytes; `null`: etcd's own. */
  readonly quota: number | null;
  readonly heartbeatMs: number;
  /** After how long without a heartbeat it campaigns, at least; at most twice as long. */
  readonly electionMs: number;
}

/** A member that a plan of the cluster's own screens has added, and whose process was never started. */
export interface LabAddedMember {
  readonly id: MemberId;
  readonly peerURL: string;
  readonly isLearner: boolean;
}

/** A running lab. */
export interface LabInfo {
  readonly connection: ConnectionId;
  readonly name: string;
  readonly folder: string;
  readonly members: readonly LabMember[];
  /** As the leader listed them within the last seconds; `startAdded` starts one. */
  readonly added: readonly LabAddedMember[];
  /** The peer URL of a member to add next; `null`: none is left. Members with other ones cannot be started here. */
  readonly freePeerURL: string | null;
  /** The snapshot that it was built from; `null`: it began without keys. */
  readonly snapshot: string | null;
}

/** The progress of a start; `ready` comes last. */
export type LabProgress =
  | { readonly kind: 'step'; readonly step: 'certificates' | 'restore' | 'members'; readonly detail: string }
  | { readonly kind: 'ready'; readonly lab: LabInfo };

/** A notice to followers of a lab: what is kept first, then what comes. */
export type LabNotice =
  /** At first, and whenever it has changed. `acts`: the newest `mostLabActs`, oldest first. */
  | {
      readonly kind: 'lab';
      readonly lab: LabInfo;
      readonly acts: readonly LabActRecord[];
      /** How many of the acts, from the first on, were done before the last reset. */
      readonly actsBeforeReset: number;
    }
  | { readonly kind: 'frames'; readonly frames: readonly LabFrame[] }
  | { readonly kind: 'events'; readonly events: readonly LabEvent[] }
  | { readonly kind: 'check'; readonly check: LabCheck };

interface OfLab {
  readonly connection: ConnectionId;
}

/**
 * Clusters of real members on 127.0.0.1, whose links run through proxies of this host and can be cut. Each is a connection
 * as long as it runs. They stop with the host. Requests to a lab that does not run fail with `ConnectionUnknown`.
 */
export interface LabApi {
  /** Every etcd on this machine that a member can be started with. */
  programs(request: Record<string, never>, options?: CallOptions): Promise<readonly EtcdProgram[]>;
  list(request: Record<string, never>, options?: CallOptions): Promise<readonly LabInfo[]>;
  /**
   * Starts a lab of one to seven members, without keys or restored from a snapshot. Cancelling leaves nothing. Fails with
   * `SandboxBinaryMissing`, `SandboxFailed` with a member's last words, `BadRequest` for names that are not unique, and as
   * `restores.run` does for a snapshot.
   */
  start(
    request: { readonly members: readonly LabMemberStart[]; readonly snapshot: string | null },
    options?: CallOptions,
  ): AsyncIterable<LabProgress>;
  /** Stops the members and removes their data. */
  stop(request: OfLab, options?: CallOptions): Promise<void>;
  /**
   * Does one act; acts wait for each other. Fails with `LabActRefused` where it cannot be done to what there is now, with
   * `SandboxFailed` where a member does not come up, and as plans for members are refused. What has been done until
   * then stays, and comes as events; only a learner that did not start is taken back.
   */
  act(request: OfLab & { readonly act: LabAct }, options?: CallOptions): AsyncIterable<LabActNotice>;
  /** Takes back one act. Fails with `LabActRefused` where it cannot be taken back. */
  undo(request: OfLab & { readonly record: number }, options?: CallOptions): AsyncIterable<LabActNotice>;
  /** Brings back the members, links and data that the lab started with, in seconds. Its past stays. */
  reset(request: OfLab, options?: CallOptions): AsyncIterable<LabProgress>;
  /** Follows a lab; a frame every 100 ms. Ends when the lab stops. */
  follow(request: OfLab, options?: CallOptions): AsyncIterable<LabNotice>;
  /** Puts one key through one member, without retries, and tells each step as it is observed; nine seconds at most. */
  write(
    request: OfLab & { readonly via: string; readonly key: Uint8Array; readonly value: Uint8Array },
    options?: CallOptions,
  ): AsyncIterable<LabWriteNotice>;
  /** Carries out an experiment, takes back its acts and deletes its keys; revisions, terms and sizes stay. */
  experiment(
    request: OfLab & { readonly experiment: LabExperiment },
    options?: CallOptions,
  ): AsyncIterable<LabExperimentNotice>;
  /** Starts or stops the client that checks consistency; a start forgets what was seen before. */
  check(request: OfLab & { readonly run: boolean }, options?: CallOptions): Promise<LabCheck>;
  /** What was done in a lab as a runbook for the cluster that it is a copy of: acts as commands, with what was seen. */
  runbook(request: OfLab, options?: CallOptions): Promise<readonly RunbookStep[]>;
}
