import type { CallOptions } from './abort.ts';
import type { Failure } from './failure.ts';
import type { Finding } from './findings.ts';
import type { ClusterId, ConnectionId } from './ids.ts';

/** A part of an examination. */
export type CheckName =
  | 'status'
  | 'metrics'
  | 'versions'
  | 'certificates'
  | 'exposure'
  | 'history'
  | 'snapshots'
  | 'hash';

/** The state of a part of an examination. */
export interface CheckState {
  readonly name: CheckName;
  /** `skipped`: not asked for, or nothing to examine. `partial`: some members could not be examined. */
  readonly state: 'waiting' | 'running' | 'done' | 'partial' | 'failed' | 'skipped';
  readonly failure: Failure | null;
  /** When it was last done, in milliseconds since 1970. */
  readonly at: number | null;
}

/** The findings of an examination, and the states of its parts. */
export interface Examination {
  readonly clusterId: ClusterId;
  readonly at: number;
  /** The most urgent first, the snoozed ones among them. */
  readonly findings: readonly Finding[];
  readonly checks: readonly CheckState[];
}

/** The progress of an examination, then its result. */
export type ExaminationNotice =
  | { readonly kind: 'checks'; readonly checks: readonly CheckState[] }
  | { readonly kind: 'examined'; readonly examination: Examination };

/** A finding that is hidden for a while. */
export interface Snooze {
  readonly clusterId: ClusterId;
  /** The key of the finding, from `findingKey`. */
  readonly finding: string;
  readonly reason: string;
  /** In milliseconds since 1970; `null`: until it is woken. */
  readonly until: number | null;
  readonly at: number;
}

/** The review of a pasted configuration before an upgrade. */
export interface ConfigurationReview {
  /** The form that was recognised. */
  readonly kind: 'manifest' | 'unit' | 'yaml' | 'flags';
  readonly findings: readonly Finding[];
}

/** Finds what is wrong with a cluster, or soon will be, by known rules. */
export interface DoctorApi {
  /**
   * Examines a cluster once: asks every member, scrapes its metrics twice, opens TLS connections to its client and peer
   * URLs. `snapshotFolder`: a folder to search for snapshots, in addition to those saved from here. `hashKV`: also
   * compares hashes; each member answers nothing else while it computes its own. A part that fails has its failure in
   * `checks`. Fails only when no endpoint returns a member list.
   */
  examine(
    request: {
      readonly connection: ConnectionId;
      readonly hashKV: boolean;
      readonly snapshotFolder: string | null;
    },
    options?: CallOptions,
  ): AsyncIterable<ExaminationNotice>;
  /**
   * Follows the findings until the stream is stopped: the members at each poll, their metrics twice a minute, and
   * versions, certificates, exposure, history and snapshots every ten minutes.
   */
  follow(request: { readonly connection: ConnectionId }, options?: CallOptions): AsyncIterable<Examination>;
  /** Hides a finding, with a reason, until a time or until it is woken. */
  snooze(
    request: {
      readonly connection: ConnectionId;
      /** The key of the finding, from `findingKey`. */
      readonly finding: string;
      readonly reason: string;
      readonly until: number | null;
    },
    options?: CallOptions,
  ): Promise<void>;
  /** Shows a snoozed finding again. */
  wake(request: { readonly connection: ConnectionId; readonly finding: string }, options?: CallOptions): Promise<void>;
  /**
   * Returns a report of the last examination as one file: status, findings, metrics, versions and configuration. Has no
   * value, no key and no secret. `file`: the path to write it to, on the machine where core runs; an existing file is
   * never overwritten. `null`: the text is returned. Fails with `BadRequest` before the first examination, with
   * `FileExists`, `FileNotWritable`, `DiskFull`.
   */
  report(
    request: {
      readonly connection: ConnectionId;
      readonly format: 'html' | 'markdown';
      readonly file: string | null;
    },
    options?: CallOptions,
  ): Promise<{ readonly name: string; readonly text: string | null }>;
  /**
   * Returns the flags of a pasted manifest, unit file, etcd.yaml or command line that a newer etcd refuses or ignores.
   * Fails with `BadRequest` for other text.
   */
  review(
    request: { readonly text: string; readonly to: '3.6' | '3.7' },
    options?: CallOptions,
  ): Promise<ConfigurationReview>;
}
