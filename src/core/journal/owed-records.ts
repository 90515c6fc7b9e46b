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
 * Writes one entry's records of what has already happened. One that cannot be written is kept, and written before any
 * other: a note without its outcome would count as unknown.
 */
export class OwedRecords {
  readonly #log: Logger;
  #owed: readonly Owed[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;
  #tellEnded = (): void => undefined;
  /** Resolves once the entry has ended, whether its end is written or owed. */
  readonly ended = new Promise<void>((resolve) => {
    this.#tellEnded = resolve;
  });

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Writes a record, or keeps it for the next time. Never fails. */
  async tell(segments: Segments, record: LogRecord | ValuesRecord): Promise<void> {
    this.#owed = [...this.#owed, { segments, record }];
    await this.#tryToWrite();
  }

  /**
   * Writes an entry's last record and calls the listener, once nothing is owed: retries by itself, because no later
   * record triggers it. Resolves after the first try. Never fails.
   */
  async end(segments: Segments, record: LogRecord, onDidWrite: () => void): Promise<void> {
    await this.tell(segments, record);
    this.#tellEnded();
    this.#whenWritten(onDidWrite);
  }

  /** Writes the records kept back. Fails with `DiskFull`, `FileNotWritable`; the rest stay kept. */
  write(): Promise<void> {
    // One at a time: two would write the same record twice.
    const turn = this.#turn.then(() => this.#writeAll());
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Tries to write the records kept back a last time. Never fails; an entry without its end is unknown. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    await this.#tryToWrite();
  }

  async #writeAll(): Promise<void> {
    for (const { segments, record } of this.#owed) {
      await segments.append(await encodeRecord(record));
      this.#owed = this.#owed.slice(1);
    }
  }

  async #tryToWrite(): Promise<void> {
    try {
      await this.write();
    } catch (error) {
      this.#log.warn('the journal could not be written after a write was made', {
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }

  #whenWritten(onDidWrite: () => void): void {
    if (this.#owed.length === 0) {
      onDidWrite();
      return;
    }
    if (this.#isClosed) return;
    const again = (): void => this.#whenWritten(onDidWrite);
    this.#retry = setTimeout(() => void this.write().then(again, again), laterMs).unref();
  }
}
