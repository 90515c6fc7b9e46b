import type { WatchEvent } from '../../../contract/watches.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { EventRates } from './event-rates.ts';
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
      /** Its place among the changes of its revision, which are of one transaction: 0 is the first that came. */
      readonly place: number;
    }
  | {
      readonly kind: 'note';
      readonly id: number;
      readonly at: number;
      readonly tone: 'info' | 'warn' | 'bad';
      readonly text: string;
    };

/** A change in the log. */
export type EventRow = Extract<LogRow, { kind: 'event' }>;

/** The limits of a watch's log: it keeps the newest lines. */
export const mostRows = 100_000;
export const mostBytes = 64 << 20;

/** The changes of one transaction that are listed beside one of them. */
const mostTogether = 200;

const bytesOfRow = (row: LogRow): number => {
  if (row.kind === 'note') return row.text.length;
  const { event } = row;
  const now = event.type === 'put' ? event.entry.key.length + event.entry.value.length : event.key.length;
  return now + (event.previous?.value.length ?? 0);
};

/** The newest lines of a watch, in bounded memory. Ids count up by one, so that a line is found by its id at once. */
export class EventLog {
  /** Oldest first, from `#gap` on; what lies before is dropped and cut off now and then. */
  #rows: LogRow[] = [];
  #gap = 0;
  #bytes = 0;
  #end = 1;
  #events = 0;
  #dropped = 0;
  #notes = 0;
  #isHeld = false;
  readonly rates = new EventRates();

  /** Returns the line. */
  addEvent(event: WatchEvent, at: number, isReplayed = false): LogRow {
    this.#events += 1;
    if (!isReplayed) this.rates.add(at);
    const name = escapeBytes(keyOf(event)).text;
    const before = this.#rows.at(-1);
    const isSame = before?.kind === 'event' && revisionOf(before.event) === revisionOf(event);
    const place = isSame ? before.place + 1 : 0;
    return this.#add({ kind: 'event', id: this.#end, at, event, name, isReplayed, place });
  }

  /** Returns the line. */
  addNote(tone: 'info' | 'warn' | 'bad', text: string, at: number): LogRow {
    return this.#add({ kind: 'note', id: this.#end, at, tone, text });
  }

  /** The id of the oldest line that is kept. */
  get first(): number {
    return this.#end - (this.#rows.length - this.#gap);
  }

  /** The id of the next line. */
  get end(): number {
    return this.#end;
  }

  /** Returns a line by its id; `undefined` where it is not kept. */
  get(id: number): LogRow | undefined {
    return id < this.first ? undefined : this.#rows[this.#rows.length - (this.#end - id)];
  }

  /** Returns the changes of the transaction that a change is of, in their order, a bounded number around it. */
  together(id: number): readonly EventRow[] {
    const row = this.get(id);
    if (row?.kind !== 'event') return [];
    const revision = revisionOf(row.event);
    const others: EventRow[] = [];
    const isSame = (one: LogRow | undefined): one is EventRow =>
      one?.kind === 'event' && revisionOf(one.event) === revision;
    const first = Math.max(id - Math.min(row.place, mostTogether), this.first);
    for (let at = first; others.length < mostTogether; at += 1) {
      const one = this.get(at);
      if (!isSame(one)) break;
      others.push(one);
    }
    return others;
  }

  /** Keeps every line until it is let go, whatever comes: whoever holds it gives it no more once it is full. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.#trim();
  }

  /** Another event would push out the oldest line. */
  get isFull(): boolean {
    return this.#rows.length - this.#gap >= mostRows || this.#bytes >= mostBytes;
  }

  /** The revision from which history has the newest events again, so many at least; `null` without any. */
  revisionBack(events: number): number | null {
    let revision: number | null = null;
    for (let at = this.#rows.length - 1, left = events; at >= this.#gap && left > 0; at -= 1) {
      const row = this.#rows[at];
      if (row?.kind !== 'event') continue;
      revision = revisionOf(row.event);
      left -= 1;
    }
    return revision;
  }

  clear(): void {
    this.#rows = [];
    this.#gap = 0;
    this.#bytes = 0;
    this.#dropped = 0;
    this.#events = 0;
    this.#notes = 0;
  }

  /** Events since the log was last cleared, kept or not. */
  get events(): number {
    return this.#events;
  }

  /** Notes about the watch itself that are kept. */
  get notes(): number {
    return this.#notes;
  }

  /** Lines that were dropped for newer ones. */
  get dropped(): number {
    return this.#dropped;
  }

  #add(row: LogRow): LogRow {
    this.#rows.push(row);
    this.#end += 1;
    this.#bytes += bytesOfRow(row);
    if (row.kind === 'note') this.#notes += 1;
    this.#trim();
    return row;
  }

  #trim(): void {
    if (this.#isHeld) return;
    while (this.#rows.length - this.#gap > mostRows || (this.#bytes > mostBytes && this.#gap < this.#rows.length - 1)) {
      const oldest = this.#rows[this.#gap];
      if (oldest !== undefined) this.#bytes -= bytesOfRow(oldest);
      if (oldest?.kind === 'note') this.#notes -= 1;
      this.#gap += 1;
      this.#dropped += 1;
    }
    // A part of the limit: what is cut off is held until then.
    if (this.#gap >= mostRows / 8) {
      this.#rows = this.#rows.slice(this.#gap);
      this.#gap = 0;
    }
  }
}
