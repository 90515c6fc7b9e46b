import { type LabEvent, mostLabEvents } from '../../../contract/lab/events.ts';
import { type LabFrame, mostLabFrames } from '../../../contract/lab/frames.ts';
import { decodeFrame, encodeFrame, KeptTexts } from './frame-codec.ts';

/** The newest so many values, each with a number that counts up from 1. */
class Ring<T> {
  readonly #most: number;
  readonly #values: T[] = [];
  #last = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get last(): number {
    return this.#last;
  }

  put(value: T): void {
    this.#values[this.#last % this.#most] = value;
    this.#last += 1;
  }

  /** The kept values behind a number, oldest first, `most` at most, and the number of the last of them. */
  after(number: number, most: number): { readonly values: readonly T[]; readonly last: number } {
    const first = Math.max(number, this.#last - this.#values.length);
    const last = Math.min(this.#last, first + most);
    const values: T[] = [];
    for (let at = first; at < last; at += 1) {
      const value = this.#values[at % this.#most];
      if (value !== undefined) values.push(value);
    }
    return { values, last };
  }
}

/** What a lab keeps of its past: ten minutes of frames in some 5 MB for seven members, and its events. */
export class KeptPast {
  readonly #texts = new KeptTexts();
  readonly #frames: Ring<Uint8Array>;
  readonly #events: Ring<LabEvent>;

  constructor({ frames = mostLabFrames, events = mostLabEvents } = {}) {
    this.#frames = new Ring(frames);
    this.#events = new Ring(events);
  }

  addFrame(frame: LabFrame): void {
    this.#frames.put(encodeFrame(frame, this.#texts));
  }

  /** Keeps an event; its `seq` has to be the next one. */
  addEvent(event: LabEvent): void {
    this.#events.put(event);
  }

  get nextSeq(): number {
    return this.#events.last + 1;
  }

  framesAfter(number: number, most: number): { readonly values: readonly LabFrame[]; readonly last: number } {
    const { values, last } = this.#frames.after(number, most);
    return { values: values.map((bytes) => decodeFrame(bytes, this.#texts)), last };
  }

  eventsAfter(
    seq: number,
    most: number = mostLabEvents,
  ): { readonly values: readonly LabEvent[]; readonly last: number } {
    return this.#events.after(seq, most);
  }
}
