import type { WatchEvent } from '../../../contract/watches.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { keyOf, revisionOf } from './watch-event.ts';

/** A line of a watch's log: a change, or a sentence about the watch itself. */
export type LogRow =
  | {
      readonly kind: 'event';
      readonly id: number;
      readonly at: number;
      readonly event: WatchEvent;
      /** The key as text. */
      readonly name: string;
      /** Read again from history: it came before this page was loaded, at an unknown time. */
      readonly isReplayed: boolean;
    }
  | {
      readonly kind: 'note';
      readonly id: number;
      readonly at: number;
      readonly tone: 'info' | 'warn' | 'bad';
      readonly text: string;
    };

/** The limits of a watch's log: it keeps the newest lines. */
export const mostRows = 10_000;
export const mostBytes = 64 << 20;

const rateSpanMs = 5_000;

const bytesOfRow = (row: LogRow): number => {
  if (row.kind === 'note') return row.text.length;
  const { event } = row;
  const now = event.type === 'put' ? event.entry.key.length + event.entry.value.length : event.key.length;
  return now + (event.previous?.value.length ?? 0);
};

/** The newest lines of a watch, in bounded memory. */
export class EventLog {
  /** Oldest first, from `#first` on; what lies before is dropped and cut off now and then. */
  #rows: LogRow[] = [];
  #first = 0;
  #bytes = 0;
  #lastId = 0;
  #events = 0;
  #dropped = 0;
  #arrivals: number[] = [];

  addEvent(event: WatchEvent, at: number, isReplayed = false): void {
    this.#events += 1;
    if (!isReplayed) this.#arrivals.push(at);
    const name = escapeBytes(keyOf(event)).text;
    this.#add({ kind: 'event', id: this.#nextId(), at, event, name, isReplayed });
  }

  addNote(tone: 'info' | 'warn' | 'bad', text: string, at: number): void {
    this.#add({ kind: 'note', id: this.#nextId(), at, tone, text });
  }

  /** Newest first. */
  rows(): readonly LogRow[] {
    return this.#rows.slice(this.#first).reverse();
  }

  /** The revision from which history has the newest events again, so many at least; `null` without any. */
  revisionBack(events: number): number | null {
    let revision: number | null = null;
    for (let at = this.#rows.length - 1, left = events; at >= this.#first && left > 0; at -= 1) {
      const row = this.#rows[at];
      if (row?.kind !== 'event') continue;
      revision = revisionOf(row.event);
      left -= 1;
    }
    return revision;
  }

  clear(): void {
    this.#rows = [];
    this.#first = 0;
    this.#bytes = 0;
    this.#dropped = 0;
    this.#events = 0;
  }

  /** Events since the log was last cleared, kept or not. */
  get events(): number {
    return this.#events;
  }

  /** Lines that were dropped for newer ones. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Events a second, over the last five. */
  rate(now: number): number {
    const since = now - rateSpanMs;
    const kept = this.#arrivals.findIndex((at) => at >= since);
    this.#arrivals = kept === -1 ? [] : this.#arrivals.slice(kept);
    return this.#arrivals.length / (rateSpanMs / 1_000);
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #add(row: LogRow): void {
    this.#rows.push(row);
    this.#bytes += bytesOfRow(row);
    while (
      this.#rows.length - this.#first > mostRows ||
      (this.#bytes > mostBytes && this.#first < this.#rows.length - 1)
    ) {
      const oldest = this.#rows[this.#first];
      if (oldest !== undefined) this.#bytes -= bytesOfRow(oldest);
      this.#first += 1;
      this.#dropped += 1;
    }
    if (this.#first < mostRows) return;
    this.#rows = this.#rows.slice(this.#first);
    this.#first = 0;
  }
}
