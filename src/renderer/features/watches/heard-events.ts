import type { WatchNotice } from '../../../contract/watches.ts';
import { toHex } from '../../ui/byte-text.ts';
import { keyOf, revisionOf } from './watch-event.ts';

/** How far a watch has delivered, in a form that outlives the page. */
export interface HeardUpTo {
  readonly next: number | null;
  /** Keys of the revision `next` that were delivered already, in hexadecimal. */
  readonly told: readonly string[];
}

/** How far a watch has delivered, so that another one can go on where it was stopped. */
export class HeardEvents {
  #next: number | null;
  /** Keys of the revision `#next` that were delivered already: a revision of many keys may be delivered in part. */
  readonly #told: Set<string>;

  constructor({ next, told }: HeardUpTo = { next: null, told: [] }) {
    this.#next = next;
    this.#told = new Set(told);
  }

  /** Where another watch has to begin; `null` before anything was delivered. */
  get next(): number | null {
    return this.#next;
  }

  get upTo(): HeardUpTo {
    return { next: this.#next, told: [...this.#told] };
  }

  /** Takes a notice of the watch. Returns false where it was delivered before. */
  take(notice: WatchNotice): boolean {
    if (notice.kind === 'started') this.#next ??= notice.revision;
    if (notice.kind === 'progress') this.goTo(notice.revision + 1);
    // Every revision before has been delivered whole.
    if (notice.kind === 'resumed') this.goTo(notice.fromRevision);
    if (notice.kind !== 'event') return true;
    const revision = revisionOf(notice.event);
    if (this.#next !== null && revision < this.#next) return false;
    this.goTo(revision);
    const key = toHex(keyOf(notice.event));
    if (this.#told.has(key)) return false;
    this.#told.add(key);
    return true;
  }

  /** Skips what is before a revision. */
  goTo(revision: number): void {
    if (this.#next !== null && revision <= this.#next) return;
    this.#next = revision;
    this.#told.clear();
  }
}
