import type { OperationsSubject } from '../../contract/change-subject.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId, ConnectionId } from '../../contract/ids.ts';
import type { JournalApi, JournalEntry, MachineAct } from '../../contract/journal.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { KeysAct, OperationsAct } from '../../contract/plans.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { NotedChange } from './records.ts';

/**
 * One key before a write; `before` is `null` where it did not exist; `after` is the value written, `null` for a
 * deletion.
 */
export interface JournalledChange {
  readonly key: Uint8Array;
  readonly before: KeyValue | null;
  readonly after: Uint8Array | null;
}

/** The final outcome of a transaction whose answer was lost. */
export type Verdict =
  | { readonly kind: 'done'; readonly revision: number }
  /** It wrote nothing, and can no longer do so. */
  | { readonly kind: 'notDone' }
  /** It can no longer write. Its keys do not show whether it did: another client's write would look the same. */
  | { readonly kind: 'untold' };

/** How an entry ends. */
export interface EntryEnd {
  readonly outcome: JournalEntry['outcome'];
  readonly revision: number | null;
  /** `true` only with the outcome `unknown`. */
  readonly mayStillHappen: boolean;
}

/** An entry being written: begun before anything is sent, so that it stays `unknown` if the host ends meanwhile. */
export interface JournalWriter {
  readonly id: string;
  /**
   * Records changes about to be sent in one transaction, and the revision at which their keys were as noted; `isGuarded`,
   * the default: it compares all their modRevisions. Fails with `DiskFull`, `FileNotWritable`; then they must not be sent.
   */
  note(changes: readonly JournalledChange[], since: number, isGuarded?: boolean): Promise<void>;
  /**
   * Records that the last noted transaction was done at this revision; `wasAnswerLost`: the cluster's history says so.
   * Never fails, because the write is already done.
   */
  confirmed(revision: number, wasAnswerLost?: boolean): Promise<void>;
  /** Records that the last noted transaction was not sent, or finally refused, or lost without effect. Never fails. */
  refused(wasAnswerLost?: boolean): Promise<void>;
  /** Records the outcome of the whole act. Never fails. An entry without a note leaves no record. */
  end(end: EntryEnd): Promise<void>;
}

/** An entry of operations being written: each step before it is sent, then its outcome. */
export interface OperationsJournalWriter {
  readonly id: string;
  /** Records that a step is about to be sent. Fails with `DiskFull`, `FileNotWritable`; then it must not be sent. */
  sending(step: number): Promise<void>;
  /** Records that a step was done, or finally refused. A step without such a record stays unknown. Never fails. */
  settled(step: number, state: 'done' | 'notDone', wasAnswerLost?: boolean): Promise<void>;
  /**
   * Records the outcome of the whole act; `steps`: how many were done or are unknown. Never fails. An entry without a
   * step leaves no record.
   */
  end(end: EntryEnd, steps: number): Promise<void>;
}

/** The changes of one transaction, as the journal has them. */
export interface NotedTransaction {
  /** The transaction's place in its entry, from 0 on. */
  readonly place: number;
  readonly changes: readonly NotedChange[];
  /** The revision at which the keys were as noted. */
  readonly since: number;
  /** Whether it compares the modRevisions of all its keys. */
  readonly isGuarded: boolean;
  /** The revision of its commit; `null` where the answer, or its record, was lost. */
  readonly revision: number | null;
  /** Whether it may still be committed. */
  readonly isOpen: boolean;
}

/** An entry with its values. */
export interface ReadEntry {
  readonly clusterId: ClusterId | null;
  /** How many keys were or may have been changed, by the log; `null` where the entry was never ended. */
  readonly keyCount: number | null;
  /** Yields the changes of its transactions in order, without those that wrote nothing. */
  transactions(): AsyncIterable<NotedTransaction>;
}

/** What an act of keys is, as its entry begins. */
export interface KeysBeginning {
  readonly act: KeysAct;
  /** The number of keys of the whole act. */
  readonly total: number;
  /** The entry that it reverts; none by default. */
  readonly undoes?: string | null;
  /** The equal lines of etcdctl, without values; none by default. */
  readonly etcdctl?: readonly string[];
}

/** What an act of operations is, as its entry begins. */
export interface OperationsBeginning {
  readonly act: OperationsAct | MachineAct;
  readonly subject: OperationsSubject;
  /** The equal lines of etcdctl; none by default. */
  readonly etcdctl?: readonly string[];
}

/** The record of every change made here, so that changes of keys can be undone. */
export interface Journal {
  readonly list: JournalApi['list'];
  /** Begins an entry of keys. May wait for the operator to unlock the keychain. */
  begin(connection: OpenConnection, beginning: KeysBeginning): Promise<JournalWriter>;
  /** Begins an entry of operations. May wait for the operator to unlock the keychain. */
  beginOperations(
    of: OpenConnection | typeof thisMachine,
    beginning: OperationsBeginning,
  ): Promise<OperationsJournalWriter>;
  /**
   * Returns an entry with its values, whichever connection it was written over; `connection`: the one to look at first.
   * Fails with `JournalEntryUnknown` where there is none, or its previous values are no longer kept.
   */
  read(connection: ConnectionId | null, entry: string): Promise<ReadEntry>;
  /**
   * Returns an entry as it is now; `connection`: the one to look at first, `null` where it is not known. Fails with
   * `JournalEntryUnknown`.
   */
  find(connection: ConnectionId | null, entry: string): Promise<JournalEntry>;
  /**
   * Returns a connection's entries of keys that may still be committed, newest first; without those still being
   * written. Older ones than `since` (milliseconds since 1970) may be missing.
   */
  unsettled(connection: ConnectionId, since?: number): Promise<readonly JournalEntry[]>;
  /**
   * Corrects an entry with the outcome of one of its transactions, and returns the corrected entry. Fails with
   * `JournalEntryUnknown`, `DiskFull`, `FileNotWritable`.
   */
  settle(connection: ConnectionId, entry: string, place: number, verdict: Verdict): Promise<JournalEntry>;
  /**
   * Calls the listener whenever an entry of a connection has ended without a known outcome, as soon as its end can be
   * read; returns what removes the listener.
   */
  onDidEndUnknown(listener: (connection: ConnectionId) => void): () => void;
  /**
   * Waits for entries being written and corrected, at most a few seconds for acts that do not end; nothing is written
   * to the journal afterwards. For when every connection is closed, which ends their acts.
   */
  close(): Promise<void>;
}

/** In place of a connection, for acts on this machine that use none. */
export const thisMachine = {
  // No connection has such an id.
  id: 'this-machine' as ConnectionId,
  name: 'this machine',
} as const;

/** Returns the failure of an entry that does not exist, or that was removed for room. */
export function unknownEntry(): EtcdeckError {
  return new EtcdeckError({ code: 'JournalEntryUnknown', message: 'the journal has no entry with this id' });
}

/** Returns an open connection's cluster, by the answers that a write is based on; a status may not have come yet. */
export const clusterOf = (connection: OpenConnection): ClusterId | null =>
  connection.client.identity.id ?? connection.state().clusterId;
