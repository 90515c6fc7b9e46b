import { ownEntries, type PackedEntries } from '../../sources/packed-entries.ts';

/** A little more than a page is meant to have. */
const pageBytes = 10 * 2 ** 20;
/** One for each of some lists at a time: a page on its way, or one that is written. */
const mostKept = 4;

/**
 * The memory that pages of lists come in, and in which they are read, which is used again and again. A page comes in memory
 * that threads share, for V8 counts it in no thread: for new buffers of that size, it marked the whole heap with every second
 * page. And nothing is moved out of this thread for it, after which V8 would check every access to bytes, a fifth of printing
 * JSON. It is read in memory of this thread's own: every copy of an object out of shared memory takes three times as long.
 */
export class PageMemory {
  readonly #shared: SharedArrayBuffer[] = [];
  readonly #own: ArrayBuffer[] = [];

  /** Returns memory for the pages of a list to come in. */
  take(): SharedArrayBuffer {
    return this.#shared.pop() ?? new SharedArrayBuffer(pageBytes);
  }

  /** Returns a page as it is read, and leaves what it came in. One that had no room there is as it came. */
  own(page: PackedEntries): PackedEntries {
    const memory = this.#own.pop() ?? new ArrayBuffer(pageBytes);
    const own = ownEntries(page, memory);
    if (own === null) this.give(memory);
    return own ?? page;
  }

  /** Takes back what nobody reads any more; memory that came otherwise is left alone. */
  give(memory: ArrayBufferLike): void {
    if (memory.byteLength !== pageBytes) return;
    if (memory instanceof SharedArrayBuffer) keep(this.#shared, memory);
    else keep(this.#own, memory);
  }
}

function keep<T>(kept: T[], memory: T): void {
  if (kept.length < mostKept) kept.push(memory);
}
