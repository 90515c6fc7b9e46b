import type { ConnectionId } from '../../contract/ids.ts';
import type { ChartMark } from '../../contract/metrics.ts';
import type { Journal } from '../journal/journal.ts';
import type { Logger } from '../ports.ts';

const keptMs = 60 * 60_000;
/** The most entries that one look reads. */
const mostAtOnce = 50;

/** The dependencies of `ActMarks`. */
export interface ActMarksParts {
  readonly journal: Pick<Journal, 'list'>;
  readonly log: Logger;
}

/** Marks the journal's entries of one connection, each once. */
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
   * Returns marks of the entries since the last look, oldest first; the first look returns those of the last hour.
   * Returns none while an earlier look waits, as for a keychain, or when the journal is unreadable.
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
