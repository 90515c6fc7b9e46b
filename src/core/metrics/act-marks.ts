import type { ConnectionId } from '../../contract/ids.ts';
import type { ChartMark } from '../../contract/metrics.ts';
import type { Journal } from '../journal/journal.ts';
import type { Logger } from '../ports.ts';

const keptMs = 60 * 60_000;
/** More acts between two looks are no operator's. */
const mostAtOnce = 50;

/** What reading the changes of a connection needs. */
export interface ActMarksParts {
  readonly journal: Pick<Journal, 'list'>;
  readonly log: Logger;
}

/** The changes of one connection in the journal, each marked once. */
export class ActMarks {
  readonly #connection: ConnectionId;
  readonly #parts: ActMarksParts;
  /** The newest entry that is marked; ids ascend with time. */
  #newest = '';
  #isReading = false;
  #hasFailed = false;

  constructor(connection: ConnectionId, parts: ActMarksParts) {
    this.#connection = connection;
    this.#parts = parts;
  }

  /**
   * Returns marks of the entries that are new since the last look, oldest first, and at first those of the last hour.
   * Returns none while an earlier look waits, as for a keychain, and where the journal cannot be read.
   */
  async look(now: number): Promise<readonly ChartMark[]> {
    if (this.#isReading) return [];
    this.#isReading = true;
    try {
      const request = { connection: this.#connection, before: null, limit: mostAtOnce };
      const { entries } = await this.#parts.journal.list(request);
      const fresh = entries.filter(({ id, at }) => id > this.#newest && now - at < keptMs);
      this.#newest = fresh[0]?.id ?? this.#newest;
      return fresh.reverse().map(({ at, act, subject }) => ({ at, kind: 'act', act, subject }));
    } catch (error) {
      if (!this.#hasFailed) this.#parts.log.warn('The charts have no marks of changes', { reason: String(error) });
      this.#hasFailed = true;
      return [];
    } finally {
      this.#isReading = false;
    }
  }
}
