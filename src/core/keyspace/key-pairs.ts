import type { ListedKey } from '../../contract/listed-key.ts';
import { compareBytes, copyBytes } from '../bytes/bytes.ts';
import type { KeysPage } from '../sources/source.ts';
import { breathe } from '../streams/breath.ts';

/** A key in its side. */
export interface PlacedKey {
  readonly key: ListedKey;
  /** Counts the keys of its side: those of two neighbours differ by one. */
  readonly place: number;
}

/** What both sides have of a name; one of them has something. */
export interface KeyPair {
  /** What follows the prefix. */
  readonly name: Uint8Array;
  readonly left: PlacedKey | null;
  readonly right: PlacedKey | null;
}

/** As many as are looked at before their values are read. */
const mostPairs = 2_000;

/** Walks both sides together: every name of either, in order, some at a time. */
export async function* pairsOf(left: KeyCursor, right: KeyCursor): AsyncGenerator<readonly KeyPair[], void> {
  let pairs: KeyPair[] = [];
  for (;;) {
    // Only the end of a page has to be waited for.
    if (left.isAtPageEnd) await left.nextPage();
    if (right.isAtPageEnd) await right.nextPage();
    const isOver = left.isAtEnd && right.isAtEnd;
    if (pairs.length > 0 && (isOver || pairs.length >= mostPairs)) {
      yield pairs;
      pairs = [];
      await breathe();
    }
    if (isOver) return;
    const order = left.isAtEnd ? 1 : right.isAtEnd ? -1 : compareBytes(left.name, right.name);
    const name = copyBytes(order > 0 ? right.name : left.name, 0);
    pairs.push({ name, left: order > 0 ? null : left.take(), right: order < 0 ? null : right.take() });
  }
}

/** A place in the keys of one side, all of which begin with the prefix. */
export class KeyCursor {
  readonly #pages: AsyncIterator<KeysPage>;
  readonly #nameFrom: number;
  #keys: readonly ListedKey[] = [];
  #at = 0;
  #taken = 0;
  revision = 0;
  isAtEnd = false;

  constructor(pages: AsyncIterable<KeysPage>, prefix: Uint8Array) {
    this.#pages = pages[Symbol.asyncIterator]();
    this.#nameFrom = prefix.length;
  }

  get isAtPageEnd(): boolean {
    return !this.isAtEnd && this.#at >= this.#keys.length;
  }

  get name(): Uint8Array {
    return this.#keys[this.#at]?.key.subarray(this.#nameFrom) ?? new Uint8Array();
  }

  take(): PlacedKey | null {
    const key = this.#keys[this.#at];
    this.#at += 1;
    this.#taken += 1;
    return key === undefined ? null : { key, place: this.#taken };
  }

  /** To the first page with keys; even where there is none, the revision is known then. */
  async nextPage(): Promise<void> {
    do {
      const step = await this.#pages.next();
      this.#at = 0;
      this.#keys = step.done === true ? [] : step.value.keys;
      this.isAtEnd = step.done === true;
      if (step.done !== true) this.revision = step.value.revision;
    } while (this.isAtPageEnd);
  }

  async close(): Promise<void> {
    await this.#pages.return?.();
  }
}
