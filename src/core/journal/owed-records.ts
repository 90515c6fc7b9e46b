import type { Logger } from '../ports.ts';
import { encodeRecord } from './record-bytes.ts';
import type { LogRecord, ValuesRecord } from './records.ts';
import type { Segments } from './segments.ts';

/** A disk that is full may have room again soon. */
const laterMs = 2_000;

/** A record that could not be written yet. */
interface Owed {
  readonly segments: Segments;
  readonly record: LogRecord | ValuesRecord;
}

/**
 * Writes what has happened already. What cannot be written is kept, and written before anything else is: a note without its
 * outcome would count as unknown.
 */
export class OwedRecords {
  readonly #log: Logger;
  #owed: readonly Owed[] = [];

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Writes a record, or keeps it for the next time. Never fails. */
  async tell(segments: Segments, record: LogRecord | ValuesRecord): Promise<void> {
    this.#owed = [...this.#owed, { segments, record }];
    try {
      await this.write();
    } catch (error) {
      this.#log.warn('the journal could not be written after a write was made', {
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }

  /** Writes what is owed. Fails with `DiskFull`, `FileNotWritable`; the rest is owed still. */
  async write(): Promise<void> {
    for (const { segments, record } of this.#owed) {
      await segments.append(await encodeRecord(record));
      this.#owed = this.#owed.slice(1);
    }
  }

  /** Goes on trying by itself, where nothing follows that the rest could be written with. */
  writeLater(): void {
    if (this.#owed.length === 0) return;
    setTimeout(() => void this.write().catch(() => this.writeLater()), laterMs).unref();
  }
}
