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

/** A power of two. */
const firstPlaces = 1_024;

const bytesOfRow = (row: LogRow): number => {
  if (row.kind === 'note') return row.text.length;
  const { event } = row;
  const now = event.type === 'put' ? event.entry.key.length + event.entry.value.length : event.key.length;
  return now + (event.previous?.value.length ?? 0);
};

/** The newest lines of a watch, in bounded memory. Ids count up by one, so that a line is found by its id at once. */
export class EventLog {
  /** A ring, in which a line stands at its id; it grows to the next power of two, and is copied only then. */
  #ring: (LogRow | undefined)[] = new Array(firstPlaces);
  #first = 1;
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
    const before = this.get(this.#end - 1);
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
    return this.#first;
  }

  /** The id of the next line. */
  get end(): number {
    return this.#end;
  }

  /** Returns a line by its id; `undefined` where it is not kept. */
  get(id: number): LogRow | undefined {
    return id < this.#first || id >= this.#end ? undefined : this.#ring[this.#placeOf(id)];
  }

  /** Returns the changes of the transaction that a change is of, in their order, a bounded number around it. */
  together(id: number): readonly EventRow[] {
    const row = this.get(id);
    if (row?.kind !== 'event') return [];
    const revision = revisionOf(row.event);
    const others: EventRow[] = [];
    const isSame = (one: LogRow | undefined): one is EventRow =>
      one?.kind === 'event' && revisionOf(one.event) === revision;
    const first = Math.max(id - Math.min(row.place, mostTogether), this.#first);
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
    return this.#end - this.#first >= mostRows || this.#bytes >= mostBytes;
  }

  /** The revision from which history has the newest events again, so many at least; `null` without any. */
  revisionBack(events: number): number | null {
    let revision: number | null = null;
    for (let id = this.#end - 1, left = events; id >= this.#first && left > 0; id -= 1) {
      const row = this.get(id);
      if (row?.kind !== 'event') continue;
      revision = revisionOf(row.event);
      left -= 1;
    }
    return revision;
  }

  clear(): void {
    this.#ring = new Array(firstPlaces);
    this.#first = this.#end;
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
    if (this.#end - this.#first === this.#ring.length) this.#grow();
    this.#ring[this.#placeOf(row.id)] = row;
    this.#end += 1;
    this.#bytes += bytesOfRow(row);
    if (row.kind === 'note') this.#notes += 1;
    this.#trim();
    return row;
  }

  #trim(): void {
    if (this.#isHeld) return;
    while (this.#end - this.#first > mostRows || (this.#bytes > mostBytes && this.#end - this.#first > 1)) {
      const place = this.#placeOf(this.#first);
      const oldest = this.#ring[place];
      if (oldest !== undefined) this.#bytes -= bytesOfRow(oldest);
      if (oldest?.kind === 'note') this.#notes -= 1;
      this.#ring[place] = undefined;
      this.#first += 1;
      this.#dropped += 1;
    }
  }

  // Its length is a power of two.
  #placeOf(id: number): number {
    return id & (this.#ring.length - 1);
  }

  #grow(): void {
    const kept = Array.from({ length: this.#end - this.#first }, (_, at) => this.get(this.#first + at));
    this.#ring = new Array(2 * this.#ring.length);
    for (const row of kept) if (row !== undefined) this.#ring[this.#placeOf(row.id)] = row;
  }
}
