import type { WatchNotice } from '../../../contract/watches.ts';
import { toHex } from '../../ui/byte-text.ts';
import { keyOf, revisionOf } from './watch-event.ts';

/** How far a watch has told everything, so that another one can go on where it was stopped. */
export class HeardEvents {
  #next: number | null = null;
  /** Keys of the revision `#next` that were told already: a revision may change many, and be told only in part. */
  readonly #told = new Set<string>();

  /** Where another watch has to begin; `null` before anything was told. */
  get next(): number | null {
    return this.#next;
  }

  /** Takes what a watch says; false where it was said before. */
  take(notice: WatchNotice): boolean {
    if (notice.kind === 'started') this.#next ??= notice.revision;
    if (notice.kind === 'progress') this.#goTo(notice.revision + 1);
    if (notice.kind !== 'event') return true;
    this.#goTo(revisionOf(notice.event));
    const key = toHex(keyOf(notice.event));
    if (this.#told.has(key)) return false;
    this.#told.add(key);
    return true;
  }

  #goTo(revision: number): void {
    if (this.#next !== null && revision <= this.#next) return;
    this.#next = revision;
    this.#told.clear();
  }
}
