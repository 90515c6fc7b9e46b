import { type LabEvent, mostLabEvents } from '../../../../contract/lab/events.ts';
import {
  type LabFrame,
  type LabLinkView,
  type LabMemberState,
  mostLabFrames,
} from '../../../../contract/lab/frames.ts';
import { termOf } from './lab-facts.ts';

/** A stretch of time in which something stayed as it was. Milliseconds since 1970. */
export interface Band<T> {
  readonly value: T;
  readonly from: number;
  to: number;
}

/** What a member was for a while. */
export interface MemberPhase {
  readonly state: LabMemberState;
  readonly term: number | null;
}

/** A longer silence than this between two frames is a gap, and no band is drawn over it. */
const gapMs = 1_500;

/** What has come of a lab: as many frames and events as core keeps, and the bands that a line of time draws of them. */
export class LabHistory {
  readonly #frames: LabFrame[] = [];
  readonly #events: LabEvent[] = [];
  readonly #members = new Map<string, Band<MemberPhase>[]>();
  readonly #terms: Band<number>[] = [];

  get newest(): LabFrame | null {
    return this.#frames.at(-1) ?? null;
  }

  get oldest(): LabFrame | null {
    return this.#frames[0] ?? null;
  }

  get events(): readonly LabEvent[] {
    return this.#events;
  }

  get terms(): readonly Band<number>[] {
    return this.#terms;
  }

  /** The members that were ever seen, in the order they came. */
  get members(): readonly string[] {
    return [...this.#members.keys()];
  }

  phasesOf(member: string): readonly Band<MemberPhase>[] {
    return this.#members.get(member) ?? [];
  }

  /** Takes frames in the order they were made; those that came before are known already. */
  addFrames(frames: readonly LabFrame[]): void {
    for (const frame of frames) {
      const before = this.newest;
      if (frame.at <= (before?.at ?? 0)) continue;
      this.#frames.push(before === null ? frame : sharingIdle(before, frame));
      for (const { name, state, term } of frame.members) {
        const bands = this.#members.get(name) ?? [];
        this.#members.set(name, bands);
        extend(bands, { state, term }, frame.at, (a, b) => a.state === b.state && a.term === b.term);
      }
      const term = termOf(frame);
      if (term !== null) extend(this.#terms, term, frame.at, Object.is);
    }
    this.#trim();
  }

  /** Takes events in their order, and returns those that are new. */
  addEvents(events: readonly LabEvent[]): readonly LabEvent[] {
    const last = this.#events.at(-1)?.seq ?? 0;
    const fresh = events.filter(({ seq }) => seq > last);
    this.#events.push(...fresh);
    // In steps, so that a full list does not move with every event.
    if (this.#events.length > mostLabEvents + 500) this.#events.splice(0, this.#events.length - mostLabEvents);
    return fresh;
  }

  /** The frame of a moment: the last one that was made by then, or the oldest one. */
  frameAt(at: number): LabFrame | null {
    return this.#frames[this.#indexAt(at)] ?? null;
  }

  /** The frames within so many milliseconds before a moment, the newest last. */
  framesBefore(at: number, withinMs: number): readonly LabFrame[] {
    const last = this.#indexAt(at);
    let first = last;
    while (first > 0 && (this.#frames[first - 1]?.at ?? 0) > at - withinMs) first -= 1;
    return this.#frames.slice(first, last + 1);
  }

  #indexAt(at: number): number {
    let low = 0;
    let high = this.#frames.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#frames[middle]?.at ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #trim(): void {
    if (this.#frames.length <= mostLabFrames + 100) return;
    this.#frames.splice(0, this.#frames.length - mostLabFrames);
    const from = this.oldest?.at ?? 0;
    dropBefore(this.#terms, from);
    for (const [name, bands] of this.#members) {
      dropBefore(bands, from);
      if (bands.length === 0) this.#members.delete(name);
    }
  }
}

const isIdle = ({ messages, bytes, lost }: LabLinkView): boolean =>
  bytes === 0 && lost === 0 && Object.keys(messages).length === 0;

/** Most links of a large lab are idle in most frames: one object stands for as many of them as follow each other. */
function sharingIdle(before: LabFrame, frame: LabFrame): LabFrame {
  const links = frame.links.map((link, at) => {
    const last = before.links[at];
    const isSame =
      last?.from === link.from && last.to === link.to && last.state === link.state && last.delayMs === link.delayMs;
    return isSame && isIdle(last) && isIdle(link) ? last : link;
  });
  return { ...frame, links };
}

function extend<T>(bands: Band<T>[], value: T, at: number, isSame: (a: T, b: T) => boolean): void {
  const last = bands.at(-1);
  if (last !== undefined && at - last.to <= gapMs) {
    last.to = at;
    if (isSame(last.value, value)) return;
  }
  bands.push({ value, from: at, to: at });
}

function dropBefore<T>(bands: Band<T>[], from: number): void {
  const kept = bands.findIndex(({ to }) => to >= from);
  bands.splice(0, kept === -1 ? bands.length : kept);
}
