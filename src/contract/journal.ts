import type { CallOptions } from './abort.ts';
import type { ClusterId, ConnectionId } from './ids.ts';
import type { Plan } from './plans.ts';

/** A write that was made here. */
export interface JournalEntry {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly connection: ConnectionId;
  readonly connectionName: string;
  readonly clusterId: ClusterId | null;
  readonly act: 'put' | Plan['act'];
  /** The entry that this one took back; `null` where it is no undo, or its record is of before that was kept. */
  readonly undoes: string | null;
  /** Keys that the cluster is known to have changed, and those whose outcome is unknown: all where no end was recorded. */
  readonly keyCount: number;
  /** The first of its keys. */
  readonly firstKey: Uint8Array;
  readonly revision: number | null;
  /** `unknown`: the answer was lost, or the host ended before it came. `failed`: nothing was written, and cannot be. */
  readonly outcome: 'done' | 'stopped' | 'unknown' | 'failed';
  /**
   * A transaction of unknown outcome may still be committed, minutes later too: no key that it compares has moved on.
   * Only with the outcome `unknown`; `plans.planFence` rules it out.
   */
  readonly mayStillHappen: boolean;
  /** Whether the values before are still kept; size bounds let the oldest go. */
  readonly canUndo: boolean;
}

/** Every write made here. Values before are kept under a key that the keychain seals, else in memory only. */
export interface JournalApi {
  /** Entries of one connection, or of all, older than `before`; newest first. */
  list(
    request: { readonly connection: ConnectionId | null; readonly before: string | null; readonly limit: number },
    options?: CallOptions,
  ): Promise<{ readonly entries: readonly JournalEntry[]; readonly isKept: boolean }>;
  /**
   * Watches the transactions of unknown outcome of an open connection for as long as the stream is held, and gives each
   * entry as corrected once the cluster's history tells what became of it. Costs a watch on one key for each. Entries that
   * are a day old are no longer watched. Fails with `ConnectionNotOpen`.
   */
  corrections(request: { readonly connection: ConnectionId }, options?: CallOptions): AsyncIterable<JournalEntry>;
}
