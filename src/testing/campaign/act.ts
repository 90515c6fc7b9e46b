import type { JournalEntry } from '../../contract/journal.ts';

/** What a change writes: exactly this, or what a key held at some time before, or nothing (`null`: a deletion). */
export type WantedValue = { readonly is: string } | { readonly onceAt: string } | null;

/** One change that an act intends, and what it is guarded by. */
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
  /** The revision of the last change that was done, where it says one. */
  readonly revision: number | null;
  /** The code of the failure, where there was one. */
  readonly failure: string | null;
  readonly journalEntry: string | null;
  /** Whether what is unknown may happen later. */
  readonly mayStillHappen: boolean;
}

export type ActKind = 'put' | 'delete one' | 'delete' | 'copy' | 'move' | 'import' | 'undo' | 'fence';

/** One thing that a operator was asked to do. */
export interface Act {
  /** As `r12.d3.4`: in which round, at which operator, as which of its acts. In every value that it writes by itself. */
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

/** An act with the entry that the journal has of it at the end, where it has one. */
export interface JournalledAct {
  readonly act: Act;
  readonly entry: JournalEntry | null;
}
