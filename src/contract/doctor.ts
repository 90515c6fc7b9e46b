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

/** How a part of an examination went. */
export interface CheckState {
  readonly name: CheckName;
  /** `skipped`: not asked for, or nothing to examine. `partial`: some members could not be examined. */
  readonly state: 'waiting' | 'running' | 'done' | 'partial' | 'failed' | 'skipped';
  readonly failure: Failure | null;
  /** When it was last done, in milliseconds since 1970. */
  readonly at: number | null;
}

/** What was found, and what was looked at. */
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

/** A finding that is not to be shown for a while. */
export interface Snooze {
  readonly clusterId: ClusterId;
  /** Which one, as `findingKey` names it. */
  readonly finding: string;
  readonly reason: string;
  /** In milliseconds since 1970; `null`: until it is woken. */
  readonly until: number | null;
  readonly at: number;
}

/** What a configuration says of an upgrade. */
export interface ConfigurationReview {
  /** The form that was recognised. */
  readonly kind: 'manifest' | 'unit' | 'yaml' | 'flags';
  readonly findings: readonly Finding[];
}

/** Finds what is wrong with a cluster, or soon will be, by known rules. */
export interface DoctorApi {
  /**
   * Examines a cluster once: asks every member, scrapes its metrics twice, opens TLS connections to its client and peer
   * URLs. `snapshotFolder`: where snapshots are looked for, beside those saved from here. `hashKV` also compares hashes.
   * A part that cannot be done is said in `checks`. Fails only when no endpoint returns a member list.
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
   * Follows the findings until the stream is stopped: the members at each poll, their metrics twice a minute, and what
   * changes slowly every ten minutes.
   */
  follow(request: { readonly connection: ConnectionId }, options?: CallOptions): AsyncIterable<Examination>;
  /** Hides a finding, with a reason, until a time or until it is woken. */
  snooze(
    request: {
      readonly connection: ConnectionId;
      /** As `findingKey` names it. */
      readonly finding: string;
      readonly reason: string;
      readonly until: number | null;
    },
    options?: CallOptions,
  ): Promise<void>;
  /** Shows a snoozed finding again. */
  wake(request: { readonly connection: ConnectionId; readonly finding: string }, options?: CallOptions): Promise<void>;
  /**
   * Returns one file for a colleague: status, findings, metrics, versions and the configuration seen, from the last
   * examination of the open connection. Holds no value, no key's name and no secret. `file`: a path on the machine where
   * core runs that it is written to, never over another file; `null`: the text is returned. Fails with `BadRequest` before
   * an examination, with `FileExists`, `FileNotWritable`, `DiskFull`.
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
   * Reads a pasted manifest, unit file, etcd.yaml or command line, and says what of it a newer etcd refuses or ignores.
   * Fails with `BadRequest` for a text that is none of these.
   */
  review(
    request: { readonly text: string; readonly to: '3.6' | '3.7' },
    options?: CallOptions,
  ): Promise<ConfigurationReview>;
}
