/** A little more than a page is meant to have. */
const pageBytes = 10 * 2 ** 20;
/** Two for each of some lists at a time: a page that is written, and the one on its way. */
const mostKept = 8;

/**
 * The memory that pages of lists come in, which is used again and again. It is shared, for V8 counts it in no thread: for
 * new buffers of that size, it marked the whole heap with every second page. And nothing is moved out of this thread for it,
 * after which V8 would check every access to bytes, a fifth of printing JSON.
 */
export class PageMemory {
  readonly #free: SharedArrayBuffer[] = [];

  take(): SharedArrayBuffer {
    return this.#free.pop() ?? new SharedArrayBuffer(pageBytes);
  }

  /** Takes back what nobody reads any more; memory that came otherwise is left alone. */
  give(memory: ArrayBufferLike): void {
    if (memory instanceof SharedArrayBuffer && memory.byteLength >= pageBytes && this.#free.length < mostKept)
      this.#free.push(memory);
  }
}
