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
  readonly keyCount: number;
  /** The first of its keys. */
  readonly firstKey: Uint8Array;
  readonly revision: number | null;
  /** `unknown`: the answer was lost, or the host ended before it came. */
  readonly outcome: 'done' | 'stopped' | 'unknown' | 'failed';
  /** Whether the values before are still kept; size bounds let the oldest go. */
  readonly canUndo: boolean;
}

/** What was written here, newest first. Values before are kept under a key that the keychain seals, else in memory only. */
export interface JournalApi {
  /** Entries of one connection, or of all, older than `before`. */
  list(
    request: { readonly connection: ConnectionId | null; readonly before: string | null; readonly limit: number },
    options?: CallOptions,
  ): Promise<{ readonly entries: readonly JournalEntry[]; readonly isKept: boolean }>;
}
