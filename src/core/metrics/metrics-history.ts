import type { Failure } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import { type ChartMark, type MemberScrape, type MetricId, metricIds, type Scrape } from '../../contract/metrics.ts';

/** An hour, with a scrape every five seconds. */
const mostScrapes = 720;
const keptMs = 60 * 60_000;
const mostMembers = 128;
const mostMarks = 500;

/** One member's figures in a ring of scrapes; a figure that is missing is `NaN`. */
interface Row {
  readonly values: Float64Array;
  readonly urls: (string | null)[];
  readonly failures: (Failure | null)[];
  readonly peers: Map<MemberId, Float32Array>;
  /** The number of its last scrape. */
  last: number;
  /** The number of the scrape at each place; 0 for none. */
  readonly numbers: Uint32Array;
}

/** The last hour of a cluster's figures. Takes 0.25 MB a member. */
export class MetricsHistory {
  readonly #times = new Float64Array(mostScrapes);
  readonly #rows = new Map<MemberId, Row>();
  readonly #marks: { readonly number: number; readonly mark: ChartMark }[] = [];
  #scrapes = 0;
  #marked = 0;

  /** The number of the newest scrape, from 1 on; 0: none. */
  get newestScrape(): number {
    return this.#scrapes;
  }

  /** The number of the newest mark. */
  get newestMark(): number {
    return this.#marked;
  }

  add({ at, members }: Scrape): void {
    this.#scrapes += 1;
    const place = this.#scrapes % mostScrapes;
    this.#times[place] = at;
    for (const member of members) this.#put(place, member);
    for (const [id, { last }] of this.#rows) {
      if (last <= this.#scrapes - mostScrapes || this.#rows.size > mostMembers) this.#rows.delete(id);
    }
  }

  addMark(mark: ChartMark): void {
    this.#marked += 1;
    this.#marks.push({ number: this.#marked, mark });
    if (this.#marks.length > mostMarks) this.#marks.shift();
  }

  /** Yields the scrapes of the last hour that come after a number. */
  *scrapesAfter(number: number): Generator<Scrape, void> {
    const newest = this.#times[this.#scrapes % mostScrapes] ?? 0;
    for (let next = Math.max(number, this.#scrapes - mostScrapes) + 1; next <= this.#scrapes; next += 1) {
      const place = next % mostScrapes;
      const at = this.#times[place] ?? 0;
      if (newest - at >= keptMs) continue;
      const rows = [...this.#rows].filter(([, { numbers }]) => numbers[place] === next);
      yield { at, members: rows.map(([member, row]) => scrapeAt(member, row, place)) };
    }
  }

  /** Returns the marks that come after a number. */
  marksAfter(number: number): readonly ChartMark[] {
    return this.#marks.filter((one) => one.number > number).map(({ mark }) => mark);
  }

  #put(place: number, { member, url, failure, values, peers }: MemberScrape): void {
    const row = this.#rows.get(member) ?? newRow();
    this.#rows.set(member, row);
    row.last = this.#scrapes;
    row.numbers[place] = this.#scrapes;
    row.urls[place] = url;
    row.failures[place] = failure;
    metricIds.forEach((id, column) => {
      row.values[place * metricIds.length + column] = values[id] ?? Number.NaN;
    });
    for (const p99s of row.peers.values()) p99s[place] = Number.NaN;
    for (const { to, p99 } of peers) {
      const p99s = row.peers.get(to) ?? new Float32Array(mostScrapes).fill(Number.NaN);
      if (row.peers.size < mostMembers || row.peers.has(to)) row.peers.set(to, p99s);
      p99s[place] = p99;
    }
  }
}

function newRow(): Row {
  return {
    values: new Float64Array(mostScrapes * metricIds.length),
    urls: new Array<string | null>(mostScrapes).fill(null),
    failures: new Array<Failure | null>(mostScrapes).fill(null),
    peers: new Map(),
    last: 0,
    numbers: new Uint32Array(mostScrapes),
  };
}

function scrapeAt(member: MemberId, { values: all, urls, failures, peers }: Row, place: number): MemberScrape {
  const values: Partial<Record<MetricId, number>> = {};
  metricIds.forEach((id, column) => {
    const value = all[place * metricIds.length + column] ?? Number.NaN;
    if (!Number.isNaN(value)) values[id] = value;
  });
  const roundTrips = [...peers].flatMap(([to, p99s]) => {
    const p99 = p99s[place] ?? Number.NaN;
    return Number.isNaN(p99) ? [] : [{ to, p99 }];
  });
  return { member, url: urls[place] ?? null, failure: failures[place] ?? null, values, peers: roundTrips };
}
