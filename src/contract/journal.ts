import type { CallOptions } from './abort.ts';
import type { ChangeSubject } from './change-subject.ts';
import type { ClusterId, ConnectionId, LeaseId } from './ids.ts';
import type { PlanAct } from './plans.ts';

/** A change that etcdeck made from this machine. */
export interface JournalEntry {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly connection: ConnectionId;
  readonly connectionName: string;
  readonly clusterId: ClusterId | null;
  readonly act: JournalAct;
  /** The entry that this one undid; `null` when it is no undo, or its record is older than this field. */
  readonly undoes: string | null;
  /** What it changed: the confirmed and the unknown changes; all of them when no end was recorded. */
  readonly subject: ChangeSubject;
  /** The revision of its last key change; `null` when it changed none. */
  readonly revision: number | null;
  /** `unknown`: the answer was lost, or the host ended before it came. `failed`: nothing was done, nor will be. */
  readonly outcome: 'done' | 'stopped' | 'unknown' | 'failed';
  /**
   * Whether the unknown changes may still happen, even minutes later. Only with the outcome `unknown`. For key changes:
   * no key that the transaction compares has changed since; `plans.planFence` rules them out.
   */
  readonly mayStillHappen: boolean;
  /** How its outcome became known; `null` while it is unknown, and in older records. */
  readonly settled: JournalSettlement | null;
  /** When its last outcome was written, in milliseconds since 1970; `null` without one, and in older records. */
  readonly settledAt: number | null;
  /** The equal lines of etcdctl, without values: the first twenty. None in older records. */
  readonly etcdctl: readonly string[];
  /** The entry that undid it, all or in part; `null` when there is none. */
  readonly undoneBy: string | null;
  /** Why no undo can be planned, as far as the journal knows; `null`: the present state of its keys decides. */
  readonly noUndo: NoUndo | null;
  /** Whether the values before are still kept. Size bounds drop the oldest; operations have none. */
  readonly canUndo: boolean;
}

/** An act on this machine that changes no cluster: a snapshot saved to a file, a member restored from one. */
export type MachineAct = 'saveSnapshot' | 'restoreMember';

/** Every act that the journal has. */
export type JournalAct = PlanAct | MachineAct;

/** How the outcome of an entry became known. */
export type JournalSettlement =
  /** Every request was answered. */
  | 'answer'
  /** An answer was lost; the act itself read the outcome from the cluster. */
  | 'history'
  /** An answer was lost, and the outcome was found out after the act had ended. */
  | 'correction';

/** Why the journal has no undo for an entry, whatever its keys hold now. */
export type NoUndo =
  /** It changed no keys. */
  | 'NoKeys'
  /** It changed nothing. */
  | 'NothingDone'
  /** It is an undo itself. */
  | 'IsUndo'
  /** It rewrote keys with their own values. */
  | 'IsFence'
  /** It was undone already. */
  | 'Undone'
  /** The values before made room for newer ones. */
  | 'ValuesGone';

/** A key of an entry, as it was before. */
export interface JournalledKey {
  readonly key: Uint8Array;
  readonly change: 'put' | 'delete';
  /** The revision that the change was made at; `null` where it is not known whether it was. */
  readonly revision: number | null;
  /** The state before; `null`: the key did not exist. */
  readonly before: JournalledState | null;
}

/** The state of a key before it was changed here. */
export interface JournalledState {
  readonly createRevision: number;
  readonly modRevision: number;
  readonly version: number;
  readonly lease: LeaseId | null;
  /** Secret data in it is covered unless it is revealed; `null`: the command line's journal keeps no values. */
  readonly value: Uint8Array | null;
  readonly isMasked: boolean;
  /** The size of the value as it was, in bytes; `null` where it is not kept. */
  readonly bytes: number | null;
}

/** An entry with some of its keys. */
export interface JournalEntryKeys {
  readonly entry: JournalEntry;
  /** In the order in which they were sent, without those that were not changed. None for operations. */
  readonly keys: readonly JournalledKey[];
  /** `from` of the next keys; `null` when these are the last ones that the journal still has. */
  readonly next: number | null;
}

/** The progress of an export of the journal, or its end. */
export type JournalExportNotice =
  | { readonly kind: 'progress'; readonly entries: number }
  | {
      readonly kind: 'exported';
      readonly entries: number;
      /** The size in bytes. */
      readonly bytes: number;
      /** The file written; `null` when the request names no file, and `text` holds the lines instead. */
      readonly file: string | null;
      readonly text: string | null;
    };

/** Which entries of the journal are wanted. Every field that is not `null` has to hold. */
export interface JournalFilter {
  readonly clusterId: ClusterId | null;
  readonly kind: ChangeSubject['kind'] | null;
  readonly outcome: JournalEntry['outcome'] | null;
  /** Milliseconds since 1970, included. */
  readonly from: number | null;
  /** Milliseconds since 1970, excluded. */
  readonly until: number | null;
  /**
   * A part of the first key as UTF-8, of what an operation changed, or of the connection's name, in any case. Further
   * keys of an entry are not searched: only its values name them.
   */
  readonly text: string | null;
}

/** A page of the journal. */
export interface JournalPage {
  readonly entries: readonly JournalEntry[];
  /** `before` of the next page; `null` at the journal's end. A page may have fewer entries than its limit, or none. */
  readonly next: string | null;
  /** Records that cannot be read, in the log of every connection that was looked at. Their entries may be missing. */
  readonly damaged: number;
  /** Whether the journal outlives the host. */
  readonly isKept: boolean;
  /** Whether the desktop app has a journal on this machine that this host cannot read: its keychain has the key. */
  readonly hasSealed: boolean;
}

/**
 * The journal of every change that etcdeck made from this machine. Values before are stored encrypted under a key that
 * the keychain protects; without a keychain they stay in memory only. The command line keeps a journal without values
 * on disk, which every host reads beside its own.
 */
export interface JournalApi {
  /**
   * Returns entries of one connection, or of all (`null`), older than `before`, newest first. With a filter it looks at
   * 5,000 entries at most, and `next` goes on behind them.
   */
  list(
    request: {
      readonly connection: ConnectionId | null;
      readonly before: string | null;
      readonly limit: number;
      readonly filter?: JournalFilter | undefined;
    },
    options?: CallOptions,
  ): Promise<JournalPage>;
  /**
   * Returns an entry with its keys from place `from` on, a megabyte of values at most. `connection`: the entry's own;
   * `null` looks in every journal. Fails with `JournalEntryUnknown`.
   */
  entry(
    request: {
      readonly connection: ConnectionId | null;
      readonly id: string;
      readonly from: number;
      readonly limit: number;
      readonly reveal: boolean;
    },
    options?: CallOptions,
  ): Promise<JournalEntryKeys>;
  /**
   * Writes entries as lines of JSON, newest first: names of keys, and no value. A file gets its name once it is
   * complete. Without a file the text is returned, 16 MiB at most (`RequestTooLarge` beyond). Fails with `FileExists`,
   * `FileNotWritable`, `DiskFull`.
   */
  export(
    request: {
      readonly connection: ConnectionId | null;
      readonly filter?: JournalFilter | undefined;
      /** An absolute path on the machine where core runs. */
      readonly file: string | null;
    },
    options?: CallOptions,
  ): AsyncIterable<JournalExportNotice>;
  /**
   * Watches the transactions of unknown outcome of an open connection while the stream is open, and sends each entry
   * again, corrected, once the cluster's history shows the outcome. Costs a watch on one key for each. Entries older
   * than a day, operations, and transactions without guards are not watched. Fails with `ConnectionNotOpen`.
   */
  corrections(request: { readonly connection: ConnectionId }, options?: CallOptions): AsyncIterable<JournalEntry>;
}
