import type { OperationsSubject } from '../../contract/change-subject.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId, ConnectionId } from '../../contract/ids.ts';
import type { JournalApi, JournalEntry } from '../../contract/journal.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { KeysAct, OperationsAct } from '../../contract/plans.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { NotedChange } from './records.ts';

/** One key before a write; `before` is `null` where it did not exist. `after`: the value written, `null` for a deletion. */
export interface JournalledChange {
  readonly key: Uint8Array;
  readonly before: KeyValue | null;
  readonly after: Uint8Array | null;
}

/** What became of a transaction whose answer was lost, once that cannot change any more. */
export type Verdict =
  | { readonly kind: 'done'; readonly revision: number }
  /** It wrote nothing, and cannot any more. */
  | { readonly kind: 'notDone' }
  /** It can write nothing any more. Whether it did, its keys do not tell: another client's write would look the same. */
  | { readonly kind: 'untold' };

/** How an entry ends. */
export interface EntryEnd {
  readonly outcome: JournalEntry['outcome'];
  readonly revision: number | null;
  /** Only with the outcome `unknown`. */
  readonly mayStillHappen: boolean;
}

/** An entry being written: begun before anything is sent, so that a host's end in between leaves it as `unknown`. */
export interface JournalWriter {
  readonly id: string;
  /**
   * Notes changes that are about to be sent in one transaction, with the revision at which their keys were as noted.
   * Fails with `DiskFull`, `FileNotWritable`; then they must not be sent.
   */
  note(changes: readonly JournalledChange[], since: number): Promise<void>;
  /** The transaction of the last note was done, and made this revision. Never fails: what is done is done. */
  confirmed(revision: number): Promise<void>;
  /** The transaction of the last note was not sent, or refused for good. Never fails. */
  refused(): Promise<void>;
  /** What became of the whole. Never fails. An entry without a note leaves nothing. */
  end(end: EntryEnd): Promise<void>;
}

/** An entry of operations being written: each step before it is sent, then what became of it. */
export interface OperationsJournalWriter {
  readonly id: string;
  /** Notes that a step is about to be sent. Fails with `DiskFull`, `FileNotWritable`; then it must not be sent. */
  sending(step: number): Promise<void>;
  /** The step of this number was done, or was refused for good. One of which neither is said stays unknown. Never fails. */
  settled(step: number, state: 'done' | 'notDone'): Promise<void>;
  /** What became of the whole; `steps`: how many were done or are unknown. Never fails. Without a step nothing is left. */
  end(end: EntryEnd, steps: number): Promise<void>;
}

/** What one transaction changed, as the journal knows it. */
export interface NotedTransaction {
  /** Which of its entry's transactions, from 0 on. */
  readonly place: number;
  readonly changes: readonly NotedChange[];
  /** The revision at which the keys were as noted. */
  readonly since: number;
  /** The revision that it made; `null` where its answer was lost, or the record of it. */
  readonly revision: number | null;
  /** It may still be committed. */
  readonly isOpen: boolean;
}

/** An entry with its values. */
export interface ReadEntry {
  readonly clusterId: ClusterId | null;
  /** How many keys the log says were changed or may be; `null` where the entry was never ended. */
  readonly keyCount: number | null;
  /** What its transactions changed, in their order; those that wrote nothing are left out. */
  transactions(): AsyncIterable<NotedTransaction>;
}

/** Every change made here, so that one of keys can be undone. */
export interface Journal {
  readonly list: JournalApi['list'];
  /**
   * Begins an entry of so many changes; `undoes` names the one that it takes back. May wait for the operator to unlock the
   * keychain.
   */
  begin(connection: OpenConnection, act: KeysAct, total: number, undoes?: string | null): Promise<JournalWriter>;
  /** Begins an entry of operations. May wait for the operator to unlock the keychain. */
  beginOperations(
    connection: OpenConnection,
    act: OperationsAct,
    subject: OperationsSubject,
  ): Promise<OperationsJournalWriter>;
  /** Fails with `JournalEntryUnknown` where there is none, or its values before are no longer kept. */
  read(connection: ConnectionId, entry: string): Promise<ReadEntry>;
  /** The entries of keys of a connection that may still happen, newest first; not those that are still being written. */
  unsettled(connection: ConnectionId): Promise<readonly JournalEntry[]>;
  /**
   * Corrects an entry by what became of one of its transactions, and gives it as it stands then. Fails with
   * `JournalEntryUnknown`, `DiskFull`, `FileNotWritable`.
   */
  settle(connection: ConnectionId, entry: string, place: number, verdict: Verdict): Promise<JournalEntry>;
  /** Calls back whenever an entry of a connection has ended without a known outcome; gives the way to stop that. */
  onDidEndUnknown(listener: (connection: ConnectionId) => void): () => void;
}

/** The failure of an entry that is not there, or whose values have made room. */
export function unknownEntry(): EtcdeckError {
  return new EtcdeckError({ code: 'JournalEntryUnknown', message: 'the journal has no values before for it' });
}

/** The cluster of an open connection, by the answers that a write is based on; a status may not have come yet. */
export const clusterOf = (connection: OpenConnection): ClusterId | null =>
  connection.client.identity.id ?? connection.state().clusterId;
