import type { ListedKey } from '../../contract/listed-key.ts';
import type { KeysPage } from './source-reader.ts';

/** A key and its position in its source. */
export interface PlacedKey {
  readonly key: ListedKey;
  /** The running number of the key: neighbours differ by one. */
  readonly place: number;
  /** A number for its value, as `KeysPage.digestOf` returns it; `null` where there is none. */
  readonly digest: number | null;
}

/** Iterates over the keys of a source, which all begin with a prefix, in order. */
export class KeyCursor {
  readonly #pages: AsyncIterator<KeysPage>;
  readonly #nameFrom: number;
  #keys: readonly ListedKey[] = [];
  #digestOf: KeysPage['digestOf'];
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
    const at = this.#at;
    const key = this.#keys[at];
    this.#at += 1;
    this.#taken += 1;
    return key === undefined ? null : { key, place: this.#taken, digest: this.#digestOf?.(at) ?? null };
  }

  /** Advances to the next page with keys; sets the revision even where there is none. */
  async nextPage(): Promise<void> {
    do {
      const step = await this.#pages.next();
      this.#at = 0;
      this.#keys = step.done === true ? [] : step.value.keys;
      this.isAtEnd = step.done === true;
      if (step.done === true) continue;
      this.revision = step.value.revision;
      this.#digestOf = step.value.digestOf;
    } while (this.isAtPageEnd);
  }

  async close(): Promise<void> {
    await this.#pages.return?.();
  }
}
