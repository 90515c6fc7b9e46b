import type { JournalEntry } from '../../contract/journal.ts';

/** The value that a change writes: exactly this one, or an earlier value of a key; `null`: a deletion. */
export type WantedValue = { readonly is: string } | { readonly onceAt: string } | null;

/** One change that an act intends, and its guard. */
export interface IntendedChange {
  readonly key: string;
  readonly expectedModRevision: number;
  readonly value: WantedValue;
}

/** The outcome of an act as etcdeck reports it: this many changes done, from the first on, then the unknown ones. */
export interface Claim {
  readonly done: number;
  readonly notDone: number;
  readonly unknown: number;
  /** The revision of the last confirmed change, if reported. */
  readonly revision: number | null;
  /** The code of the failure, if any. */
  readonly failure: string | null;
  readonly journalEntry: string | null;
  /** Whether the unknown changes may happen later. */
  readonly mayStillHappen: boolean;
}

export type ActKind = 'put' | 'delete one' | 'delete' | 'copy' | 'move' | 'import' | 'undo' | 'fence';

/** One act of an operator. */
export interface Act {
  /** The round, the operator and the number of its act: `r12.d3.4`. Every value that the act invents contains it. */
  readonly id: string;
  readonly operator: number;
  readonly kind: ActKind;
  readonly changes: readonly IntendedChange[];
  readonly claim: Claim;
  /** By the operator's clock, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** The entry that is undone or fenced. */
  readonly of: string | null;
  /** The revision after which, by the report, no unknown or fenced change can happen; `null`: none. */
  readonly isOverAt: number | null;
}

/** An act with its final journal entry, if it has one. */
export interface JournalledAct {
  readonly act: Act;
  readonly entry: JournalEntry | null;
}
