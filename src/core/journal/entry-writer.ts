import type { JournalEntry } from '../../contract/journal.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { Ports } from '../ports.ts';
import type { EntryEnd, JournalledChange, JournalWriter } from './journal.ts';
import { encodeRecord } from './record-bytes.ts';
import { type LogRecord, toNoted, type ValuesRecord } from './records.ts';
import { type Segments, stampNow } from './segments.ts';

/** What an entry is written of, and where to. */
export interface EntryParts {
  readonly connection: OpenConnection;
  readonly act: JournalEntry['act'];
  /** The entry that it takes back, or `null`. */
  readonly undoes: string | null;
  /** Keys of the whole act. */
  readonly total: number;
  readonly log: Segments;
  readonly values: Segments;
  readonly ports: Pick<Ports, 'clock' | 'log'>;
  /** Called once the entry has ended without a known outcome. */
  readonly onDidEndUnknown: () => void;
}

/** A disk that is full may have room again soon. */
const laterMs = 2_000;

/** A record that could not be written yet. */
interface Owed {
  readonly segments: Segments;
  readonly record: LogRecord | ValuesRecord;
}

/** One entry of the journal, from its first note on. */
export class EntryWriter implements JournalWriter {
  readonly id: string;
  readonly #parts: EntryParts;
  readonly #at: number;
  /** Written before anything else is: a note without its outcome would count as unknown. */
  #owed: readonly Owed[] = [];
  #isBegun = false;
  #place = -1;
  #noted = 0;
  #confirmed = 0;

  constructor(parts: EntryParts) {
    this.#parts = parts;
    this.#at = parts.ports.clock.now();
    this.id = stampNow(this.#at);
  }

  async note(changes: readonly JournalledChange[], since: number): Promise<void> {
    const { values, log, connection, act, undoes, total } = this.#parts;
    await this.#writeOwed();
    this.#place += 1;
    const place = this.#place;
    const noted = { kind: 'noted', id: this.id, place, since, changes: changes.map(toNoted) } as const;
    const file = await values.append(await encodeRecord(noted));
    if (!this.#isBegun) {
      await log.append(
        await encodeRecord({
          kind: 'begun',
          id: this.id,
          at: this.#at,
          connection: connection.id,
          connectionName: connection.profile.name,
          // Of the answers that the write is based on; a pulse may not have come yet.
          clusterId: connection.client.identity.id ?? connection.state().clusterId,
          act,
          ...(undoes === null ? {} : { undoes }),
          values: file,
          keyCount: changes.length,
          total,
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
    await this.#tell(this.#parts.values, { kind: 'confirmed', id: this.id, place: this.#place, revision });
  }

  async refused(): Promise<void> {
    this.#noted = 0;
    if (!this.#isBegun) return;
    await this.#tell(this.#parts.values, { kind: 'closed', id: this.id, place: this.#place, verdict: 'notDone' });
  }

  async end({ outcome, revision, mayStillHappen }: EntryEnd): Promise<void> {
    if (!this.#isBegun) return;
    const keyCount = this.#confirmed + this.#noted;
    await this.#tell(this.#parts.log, { kind: 'ended', id: this.id, outcome, revision, keyCount, mayStillHappen });
    if (this.#owed.length > 0) this.#writeLater();
    if (outcome === 'unknown') this.#parts.onDidEndUnknown();
  }

  /** Nothing follows that it could be written with. */
  #writeLater(): void {
    setTimeout(() => void this.#writeOwed().catch(() => this.#writeLater()), laterMs).unref();
  }

  /** What was sent has happened, written down or not: what cannot be written now is tried again with what comes next. */
  async #tell(segments: Segments, record: LogRecord | ValuesRecord): Promise<void> {
    this.#owed = [...this.#owed, { segments, record }];
    try {
      await this.#writeOwed();
    } catch (error) {
      this.#parts.ports.log.warn('the journal could not be written after a write was made', {
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }

  async #writeOwed(): Promise<void> {
    for (const { segments, record } of this.#owed) {
      await segments.append(await encodeRecord(record));
      this.#owed = this.#owed.slice(1);
    }
  }
}
