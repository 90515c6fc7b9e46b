import { ownEntries, type PackedEntries } from '../../sources/packed-entries.ts';
import { sharedPageBytes } from '../reading/object-pages.ts';

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

  /** Returns memory for the pages of a list to come in, where some is kept. */
  take(): SharedArrayBuffer | null {
    return this.#shared.pop() ?? null;
  }

  /** Returns a page as it is read, and leaves what it came in. One that had no room there, or was moved, is as it came. */
  own(page: PackedEntries): PackedEntries {
    if (page.bytes.buffer.byteLength !== sharedPageBytes) return page;
    const memory = this.#own.pop() ?? new ArrayBuffer(sharedPageBytes);
    const own = ownEntries(page, memory);
    if (own === null) this.give(memory);
    return own ?? page;
  }

  /** Takes back what nobody reads any more; memory that came otherwise is left alone. */
  give(memory: ArrayBufferLike): void {
    if (memory.byteLength !== sharedPageBytes) return;
    if (memory instanceof SharedArrayBuffer) keep(this.#shared, memory);
    else keep(this.#own, memory);
  }
}

function keep<T>(kept: T[], memory: T): void {
  if (kept.length < mostKept) kept.push(memory);
}
