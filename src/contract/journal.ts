import type { CallOptions } from './abort.ts';
import type { ChangeSubject } from './change-subject.ts';
import type { ClusterId, ConnectionId } from './ids.ts';
import type { PlanAct } from './plans.ts';

/** A change that was made here. */
export interface JournalEntry {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly connection: ConnectionId;
  readonly connectionName: string;
  readonly clusterId: ClusterId | null;
  readonly act: PlanAct;
  /** The entry that this one took back; `null` where it is no undo, or its record is older than that field. */
  readonly undoes: string | null;
  /** What it changed, counting what the cluster is known to have done and what is unknown: all where no end was recorded. */
  readonly subject: ChangeSubject;
  /** The revision of its last change of keys; `null` where there is none. */
  readonly revision: number | null;
  /** `unknown`: the answer was lost, or the host ended before it came. `failed`: nothing was done, and cannot be. */
  readonly outcome: 'done' | 'stopped' | 'unknown' | 'failed';
  /**
   * What is unknown may still happen, minutes later too. Only with the outcome `unknown`. Of keys, none that a transaction
   * compares has moved on, and `plans.planFence` rules it out.
   */
  readonly mayStillHappen: boolean;
  /** Whether values before are still kept. Size bounds let the oldest go; operations have none. */
  readonly canUndo: boolean;
}

/** Every change made here. Values before are kept under a key that the keychain seals, else in memory only. */
export interface JournalApi {
  /** Entries of one connection, or of all, older than `before`; newest first. */
  list(
    request: { readonly connection: ConnectionId | null; readonly before: string | null; readonly limit: number },
    options?: CallOptions,
  ): Promise<{ readonly entries: readonly JournalEntry[]; readonly isKept: boolean }>;
  /**
   * Watches the transactions of unknown outcome of an open connection for as long as the stream is held, and gives each
   * entry as corrected once the cluster's history tells what became of it. Costs a watch on one key for each. Entries that
   * are a day old are no longer watched, nor are operations. Fails with `ConnectionNotOpen`.
   */
  corrections(request: { readonly connection: ConnectionId }, options?: CallOptions): AsyncIterable<JournalEntry>;
}
