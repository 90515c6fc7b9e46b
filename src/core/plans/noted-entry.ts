import { EtcdeckError } from '../../contract/failure.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { head } from '../etcd/kv.ts';
import type { ReadEntry } from '../journal/journal.ts';
import type { PlanParts } from './plan-parts.ts';

/** A journal entry from which a plan is made. */
export interface NotedEntry {
  readonly held: OpenConnection;
  readonly entry: ReadEntry;
  /** The current revision of the cluster, which is the entry's. */
  readonly revision: number;
}

/**
 * Reads an entry of keys for a plan on the cluster that it was written to. Fails with `JournalEntryUnknown`, and with
 * `ClusterIDMismatch`: another cluster's keys may be at the same revisions.
 */
export async function notedEntry(
  { open, journal }: Pick<PlanParts, 'open' | 'journal'>,
  { connection, journalEntry }: { readonly connection: ConnectionId; readonly journalEntry: string },
  operation: 'planUndo' | 'planFence',
  signal: AbortSignal,
): Promise<NotedEntry> {
  const held = open.require(connection);
  const entry = await journal.read(connection, journalEntry);
  const { clusterId, revision } = await head(held.client, { signal });
  if (entry.clusterId !== clusterId) {
    const message = `it was written to another cluster than ${clusterId}`;
    throw new EtcdeckError({ code: 'ClusterIDMismatch', message, operation, detail: { clusterId } });
  }
  return { held, entry, revision };
}
