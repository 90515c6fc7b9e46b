import type { OwedRecords } from './owed-records.ts';

/** A closed connection ends its acts well within this time. An act that nobody follows any more may never end. */
const endingMs = 5_000;

/** The entries of this process whose last record is not written yet. */
export class UnfinishedEntries {
  readonly #entries = new Set<OwedRecords>();

  /** Adds an entry before its beginning is written; one that cannot be begun is left out. Fails as `begin` does. */
  async begin(entry: OwedRecords, begin: () => Promise<void>): Promise<void> {
    this.#entries.add(entry);
    try {
      await begin();
    } catch (error) {
      this.#entries.delete(entry);
      throw error;
    }
  }

  /** Leaves out an entry whose last record is written. */
  finished(entry: OwedRecords): void {
    this.#entries.delete(entry);
  }

  /** Waits until all entries have ended, five seconds at most, and writes what they owe if the disk takes it. */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, endingMs);
    });
    const ended = Promise.all([...this.#entries].map((entry) => entry.ended));
    await Promise.race([ended, late]).finally(() => clearTimeout(timer));
    await Promise.all([...this.#entries].map((entry) => entry.close()));
  }
}
