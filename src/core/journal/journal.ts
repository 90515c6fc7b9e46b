import type { JournalApi, JournalEntry } from '../../contract/journal.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { OpenConnection } from '../connections/open-connections.ts';
import type { Ports } from '../ports.ts';

/** One key before a write; `before` is `null` where it did not exist. `after`: the value written, `null` for a deletion. */
export interface JournalledChange {
  readonly key: Uint8Array;
  readonly before: KeyValue | null;
  readonly after: Uint8Array | null;
}

/** An entry being written: begun before anything is sent, so that a host's end in between leaves it as `unknown`. */
export interface JournalWriter {
  readonly id: string;
  /** Notes changes that are about to be sent. Call it before each transaction. */
  note(changes: readonly JournalledChange[]): Promise<void>;
  /** What became of it. `modRevision` is the revision of the transaction that wrote the noted changes. */
  confirmed(revision: number): Promise<void>;
  end(outcome: JournalEntry['outcome'], revision: number | null): Promise<void>;
}

/** Every write made here, so that it can be undone. */
export interface Journal {
  readonly api: JournalApi;
  begin(connection: OpenConnection, act: JournalEntry['act']): Promise<JournalWriter>;
}

/** A journal in the settings folder, its values sealed; in memory alone where there is no keychain. */
export function createJournal(_ports: Ports): Journal {
  return {
    api: {
      list: async () => {
        throw new Error('not built');
      },
    },
    begin: async () => {
      throw new Error('not built');
    },
  };
}
