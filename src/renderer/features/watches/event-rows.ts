import type { TableRows } from '../../ui/table-rows.ts';
import { type EventFilter, fits, isFiltering } from './event-filter.ts';
import type { EventLog, LogRow } from './event-log.ts';

/** A part of a second that leaves a typed letter its time. */
const turnMs = 8;

/** What came since is cut at its beginning, in parts of this size or larger: a line that is dropped moves no others. */
const leastCut = 4_096;

/**
 * The lines of a log that fit its filter, the newest first. What the log had when the filter was chosen is looked through a
 * turn at a time, by `search`; what comes later is told by `add`.
 */
export class EventRows {
  #filter: EventFilter;
  /** Ids of what came before the filter was chosen, the newest first. */
  #before: number[] = [];
  /** The next of those to be looked at. */
  #next: number;
  /** Ids of what came since, the oldest first. */
  #since: number[] = [];
  /** How many of those, at their beginning, are not kept any more. */
  #gone = 0;

  constructor(
    private readonly log: EventLog,
    filter: EventFilter,
  ) {
    this.#filter = filter;
    this.#next = log.end - 1;
  }

  choose(filter: EventFilter): void {
    this.#filter = filter;
    this.#before = [];
    this.#since = [];
    this.#gone = 0;
    this.#next = this.log.end - 1;
  }

  add(row: LogRow): void {
    if (!isFiltering(this.#filter)) return;
    this.#forget();
    if (fits(row, this.#filter)) this.#since.push(row.id);
  }

  /** Looks through a part of what is left. Returns whether there is more. */
  search(now: () => number = () => performance.now()): boolean {
    if (!isFiltering(this.#filter)) return false;
    const until = now() + turnMs;
    for (; this.#next >= this.log.first; this.#next -= 1) {
      const row = this.log.get(this.#next);
      if (row !== undefined && fits(row, this.#filter)) this.#before.push(this.#next);
      if (this.#next % 64 === 0 && now() >= until) {
        this.#next -= 1;
        return this.#next >= this.log.first;
      }
    }
    return false;
  }

  /** The lines as they are now, without those from `end` on. They cost nothing to make, however many there are. */
  shown(end = Number.POSITIVE_INFINITY): TableRows<LogRow> {
    return isFiltering(this.#filter) ? this.#fitting(end) : this.#all(Math.min(end, this.log.end));
  }

  #all(end: number): TableRows<LogRow> {
    const { log } = this;
    const length = Math.max(0, end - log.first);
    const indexOfKey = (key: string): number => {
      const index = end - 1 - Number(key);
      return index >= 0 && index < length ? index : -1;
    };
    return { length, at: (index) => (index < 0 ? undefined : log.get(end - 1 - index)), indexOfKey };
  }

  #fitting(end: number): TableRows<LogRow> {
    this.#forget();
    const { log } = this;
    const [since, before] = [this.#since, this.#before];
    const newest = since.length;
    const known = newest - this.#gone + before.length;
    const idAt = (place: number): number => (place < newest ? since[newest - 1 - place] : before[place - newest]) ?? 0;
    const placeOf = (id: number): number => {
      let [low, high] = [0, known];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (idAt(middle) > id) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    const hidden = placeOf(end - 1);
    return {
      length: known - hidden,
      at: (index) => (index < 0 ? undefined : log.get(idAt(hidden + index))),
      indexOfKey: (key) => {
        const place = placeOf(Number(key));
        return place >= hidden && place < known && idAt(place) === Number(key) ? place - hidden : -1;
      },
    };
  }

  /** Drops the ids of lines that are not kept any more. */
  #forget(): void {
    const { first } = this.log;
    while ((this.#before.at(-1) ?? first) < first) this.#before.pop();
    while ((this.#since[this.#gone] ?? first) < first) this.#gone += 1;
    if (this.#gone < leastCut || this.#gone < this.#since.length / 2) return;
    this.#since = this.#since.slice(this.#gone);
    this.#gone = 0;
  }
}
