import type { JournalEntry } from '../../contract/journal.ts';
import type { OpenConnection } from '../connections/open-connections.ts';
import type { Ports } from '../ports.ts';
import type { JournalledChange, JournalWriter } from './journal.ts';
import { encodeRecord } from './record-bytes.ts';
import { type LogRecord, toNoted, type ValuesRecord } from './records.ts';
import { type Segments, stampNow } from './segments.ts';

/** What an entry is written of, and where to. */
export interface EntryParts {
  readonly connection: OpenConnection;
  readonly act: JournalEntry['act'];
  readonly log: Segments;
  readonly values: Segments;
  readonly ports: Pick<Ports, 'clock' | 'log'>;
}

/** One entry of the journal, from its first note on. */
export class EntryWriter implements JournalWriter {
  readonly id: string;
  readonly #parts: EntryParts;
  readonly #at: number;
  #isBegun = false;
  #noted = 0;
  #confirmed = 0;

  constructor(parts: EntryParts) {
    this.#parts = parts;
    this.#at = parts.ports.clock.now();
    this.id = stampNow(this.#at);
  }

  async note(changes: readonly JournalledChange[]): Promise<void> {
    const { values, log, connection, act } = this.#parts;
    const noted = { kind: 'noted', id: this.id, changes: changes.map(toNoted) } as const;
    const file = await values.append(await encodeRecord(noted));
    if (!this.#isBegun) {
      await log.append(
        await encodeRecord({
          kind: 'begun',
          id: this.id,
          at: this.#at,
          connection: connection.id,
          connectionName: connection.profile.name,
          clusterId: connection.state().clusterId,
          act,
          values: file,
          keyCount: changes.length,
          firstKey: changes[0]?.key ?? new Uint8Array(),
        }),
      );
      this.#isBegun = true;
    }
    this.#noted = changes.length;
  }

  async confirmed(revision: number): Promise<void> {
    this.#confirmed += this.#noted;
    this.#noted = 0;
    await this.#tell(this.#parts.values, { kind: 'confirmed', id: this.id, revision });
  }

  async end(outcome: JournalEntry['outcome'], revision: number | null): Promise<void> {
    if (!this.#isBegun) return;
    const keyCount = this.#confirmed + (outcome === 'done' || outcome === 'stopped' ? 0 : this.#noted);
    await this.#tell(this.#parts.log, { kind: 'ended', id: this.id, outcome, revision, keyCount });
  }

  /** What was sent has happened, written down or not. */
  async #tell(segments: Segments, record: LogRecord | ValuesRecord): Promise<void> {
    try {
      await segments.append(await encodeRecord(record));
    } catch (error) {
      this.#parts.ports.log.warn('the journal could not be written after a write was made', {
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }
}
