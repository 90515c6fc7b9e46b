import type { ConnectionId } from './ids.ts';

/** The keys of an open connection's cluster. */
export interface LiveKeys {
  readonly kind: 'live';
  readonly connection: ConnectionId;
  /** The revision to read at; the head where it is `null`. */
  readonly revision: number | null;
  /**
   * Whether one member may answer alone, from what it has: possible without quorum, and perhaps behind. Without it a
   * read at the head waits for the leader's word.
   */
  readonly isSerializable: boolean;
}

/** Where keys are read. Browsing, searching, comparing and copying are written once, for every kind. */
export type KeySource = LiveKeys;

/** A connection's keys as they are now, or at a revision. */
export const liveKeys = (connection: ConnectionId, revision: number | null = null): LiveKeys => ({
  kind: 'live',
  connection,
  revision,
  isSerializable: false,
});
