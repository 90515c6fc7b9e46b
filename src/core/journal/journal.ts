import { EtcdError } from '../../contract/failure.ts';
import type { ClusterId, ConnectionId } from '../../contract/ids.ts';
import type { JournalApi, JournalEntry } from '../../contract/journal.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { OpenConnection } from '../connections/open-connections.ts';
import type { NotedChange } from './records.ts';

/** One key before a write; `before` is `null` where it did not exist. `after`: the value written, `null` for a deletion. */
export interface JournalledChange {
  readonly key: Uint8Array;
  readonly before: KeyValue | null;
  readonly after: Uint8Array | null;
}

/** An entry being written: begun before anything is sent, so that a host's end in between leaves it as `unknown`. */
export interface JournalWriter {
  readonly id: string;
  /**
   * Notes changes that are about to be sent in one transaction. Takes the place of a note that was not confirmed. Fails
   * with `DiskFull`, `FileNotWritable`; then they must not be sent.
   */
  note(changes: readonly JournalledChange[]): Promise<void>;
  /** The transaction of the last note was done, and made this revision. Never fails: what is done is done. */
  confirmed(revision: number): Promise<void>;
  /** What became of the whole. Never fails. An entry without a note leaves nothing. */
  end(outcome: JournalEntry['outcome'], revision: number | null): Promise<void>;
}

/** What one transaction changed; `revision` is `null` where its answer was lost. */
export interface NotedTransaction {
  readonly changes: readonly NotedChange[];
  readonly revision: number | null;
}

/** An entry with its values. */
export interface ReadEntry {
  readonly clusterId: ClusterId | null;
  /** What its transactions changed, in their order. */
  transactions(): AsyncIterable<NotedTransaction>;
}

/** Every write made here, so that it can be undone. */
export interface Journal {
  readonly api: JournalApi;
  /** Begins an entry. May wait for the operator to unlock the keychain. */
  begin(connection: OpenConnection, act: JournalEntry['act']): Promise<JournalWriter>;
  /** Fails with `JournalEntryUnknown` where there is none, or its values before are no longer kept. */
  read(connection: ConnectionId, entry: string): Promise<ReadEntry>;
}

/** The failure of an entry that is not there, or whose values have made room. */
export function unknownEntry(): EtcdError {
  return new EtcdError({ code: 'JournalEntryUnknown', message: 'the journal has no values before for it' });
}
