/** A set of the pages of a database. */
export class PageSet {
  readonly #bits: Uint8Array;
  readonly #pages: number;

  constructor(pages: number) {
    this.#pages = pages;
    this.#bits = new Uint8Array(Math.ceil(pages / 8));
  }

  has(page: number): boolean {
    return ((this.#bits[page >>> 3] ?? 0) & (1 << (page & 7))) !== 0;
  }

  /** Adds a page; returns whether it was not there before. One outside of the database is never there. */
  add(page: number): boolean {
    if (page >= this.#pages || this.has(page)) return false;
    this.#bits[page >>> 3] = (this.#bits[page >>> 3] ?? 0) | (1 << (page & 7));
    return true;
  }
}
