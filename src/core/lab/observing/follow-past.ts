import type { LabNotice } from '../../../contract/lab.ts';
import type { KeptPast } from './kept-past.ts';

/** A notice that stands until the next of its kind. */
export type StandingNotice = Extract<LabNotice, { readonly kind: 'lab' | 'check' }>;

/** At most of one chunk: some 650 kB of objects for seven members. */
const framesAtOnce = 100;
const eventsAtOnce = 500;

/**
 * Serves the followers of a lab. Nothing is queued: each takes from what is kept, behind what it took last, so that a slow
 * one gets larger chunks.
 */
export class Followers {
  readonly #past: KeptPast;
  readonly #standing = new Map<StandingNotice['kind'], StandingNotice>();
  readonly #wakes = new Set<() => void>();
  readonly #onCount: (count: number) => void;
  #count = 0;
  #isClosed = false;

  constructor(past: KeptPast, onCount: (count: number) => void) {
    this.#past = past;
    this.#onCount = onCount;
  }

  show(notice: StandingNotice): void {
    this.#standing.set(notice.kind, notice);
    this.wake();
  }

  /** Says that there is something new. */
  wake(): void {
    for (const wake of this.#wakes) wake();
  }

  close(): void {
    this.#isClosed = true;
    this.wake();
  }

  async *follow(signal: AbortSignal): AsyncGenerator<LabNotice, void> {
    let wake: () => void = () => undefined;
    let hasNews = true;
    const onNews = (): void => {
      hasNews = true;
      wake();
    };
    this.#wakes.add(onNews);
    this.#onCount(++this.#count);
    signal.addEventListener('abort', onNews, { once: true });
    const shown = new Map<StandingNotice['kind'], StandingNotice>();
    let seq = 0;
    let frame = 0;
    try {
      while (!signal.aborted) {
        hasNews = false;
        for (const [kind, notice] of this.#standing) {
          if (shown.get(kind) === notice) continue;
          shown.set(kind, notice);
          yield notice;
        }
        const events = this.#past.eventsAfter(seq, eventsAtOnce);
        seq = events.last;
        if (events.values.length > 0) yield { kind: 'events', events: events.values };
        const frames = this.#past.framesAfter(frame, framesAtOnce);
        frame = frames.last;
        if (frames.values.length > 0) yield { kind: 'frames', frames: frames.values };
        if (events.values.length === eventsAtOnce || frames.values.length === framesAtOnce || hasNews) continue;
        if (this.#isClosed) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (signal.aborted) resolve();
        });
      }
    } finally {
      this.#wakes.delete(onNews);
      this.#onCount(--this.#count);
    }
  }
}
