import type { Logger } from '../ports.ts';
import { encodeRecord } from './record-bytes.ts';
import type { LogRecord, ValuesRecord } from './records.ts';
import type { Segments } from './segments.ts';

/** A full disk may have room again soon. */
const laterMs = 2_000;

/** A record not written yet. */
interface Owed {
  readonly segments: Segments;
  readonly record: LogRecord | ValuesRecord;
}

/**
 * Writes records of what has already happened. One that cannot be written is kept, and written before any other: a note
 * without its outcome would count as unknown.
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

  /** Writes the records kept back. Fails with `DiskFull`, `FileNotWritable`; the rest stay kept. */
  async write(): Promise<void> {
    for (const { segments, record } of this.#owed) {
      await segments.append(await encodeRecord(record));
      this.#owed = this.#owed.slice(1);
    }
  }

  /** Calls `then` once nothing is owed. Retries by itself, for the case that no later record triggers it. */
  whenWritten(then: () => void): void {
    if (this.#owed.length === 0) {
      then();
      return;
    }
    const again = (): void => this.whenWritten(then);
    setTimeout(() => void this.write().then(again, again), laterMs).unref();
  }
}
