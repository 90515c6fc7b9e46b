import type { Failure } from '../failure.ts';

/** A step of a write, as it was observed. */
export type LabWriteStep =
  /** The request was handed to `member`. */
  | 'sent'
  /** `member` passed it on to `peer`, the leader. */
  | 'forwarded'
  /** The leader `member` sent the entry to `peer`. */
  | 'appendSent'
  /** `member` told the leader `peer` that it holds the entry. */
  | 'acknowledged'
  /** A majority holds it. */
  | 'committed'
  /** `member` has applied it. */
  | 'applied'
  | 'answered';

/** Why a write does not go on. */
export type LabWriteWait =
  /** The member that was asked knows no leader. */
  | 'noLeader'
  /** There is a leader, and too few members acknowledge. */
  | 'noMajority'
  /** The member does not take the request. */
  | 'silent';

/** How a write goes on; `ended` comes last. Times are milliseconds since the request was handed over. */
export type LabWriteNotice =
  | {
      readonly kind: 'step';
      readonly step: LabWriteStep;
      readonly atMs: number;
      readonly member: string;
      readonly peer: string | null;
      /** The entry's place in raft's log; `null` where it is not known yet. */
      readonly index: number | null;
    }
  | { readonly kind: 'waiting'; readonly reason: LabWriteWait; readonly atMs: number }
  | {
      readonly kind: 'ended';
      /** `unknown`: no answer came, and the write may still happen. */
      readonly outcome: 'written' | 'refused' | 'unknown';
      readonly tookMs: number;
      readonly revision: number | null;
      readonly failure: Failure | null;
    };
