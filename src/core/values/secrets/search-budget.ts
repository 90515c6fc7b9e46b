import { gunzipped } from './packed-parts.ts';

/** The bounds for one value: work in estimated nanoseconds, unpacked bytes, characters of YAML. */
export interface SearchBounds {
  readonly work: number;
  readonly unpacked: number;
  readonly yaml: number;
}

/** On an event loop: under a tenth of a second for any kind of search. */
export const loopBounds: SearchBounds = { work: 20e6, unpacked: 256 * 1024, yaml: 2 * 1024 };
/** In a worker thread: seconds, under its deadline. */
export const valueBounds: SearchBounds = { work: 1.2e9, unpacked: 16 * 2 ** 20, yaml: 128 * 1024 };
/** The most bytes that one gzip may unpack to. */
const mostGunzipped = 4 * 2 ** 20;
const gunzipWork = 50_000;
const gunzipByteWork = 5;

/**
 * The remaining bounds for one value. Searching it, covering it and searching the covered result all count together,
 * over all of its nested carriers.
 */
export class SearchBudget {
  #work: number;
  #unpacked: number;
  #yaml: number;
  #isShort = false;
  #spent = 0;

  constructor({ work, unpacked, yaml }: SearchBounds = valueBounds) {
    this.#work = work;
    this.#unpacked = unpacked;
    this.#yaml = yaml;
  }

  /** Whether something was skipped, so that the answer is the safe one and may be wrong. */
  get isShort(): boolean {
    return this.#isShort;
  }

  /** The work done so far, in estimated nanoseconds. */
  get spent(): number {
    return this.#spent;
  }

  /** Returns whether work is allowed, and counts it. After the first refusal, refuses everything. */
  spend(work: number): boolean {
    this.#work -= work;
    if (this.#work >= 0) {
      this.#spent += work;
      return true;
    }
    this.#isShort = true;
    this.#work = -1;
    return false;
  }

  /** Returns whether this much YAML may be read, which costs a hundred times as much as all else. */
  spendYaml(characters: number): boolean {
    this.#yaml -= characters;
    if (this.#yaml >= 0) return true;
    this.#isShort = true;
    return false;
  }

  /** Returns the unpacked bytes of gzip; `null` where it is damaged, cut off, or exceeds the budget. */
  gunzip(packed: Buffer): Buffer | null {
    const bytes = this.spend(gunzipWork) ? gunzipped(packed, Math.min(this.#unpacked, mostGunzipped)) : null;
    if (bytes === null) {
      this.#isShort = true;
      return null;
    }
    this.#unpacked -= bytes.length;
    return this.spend(bytes.length * gunzipByteWork) ? bytes : null;
  }
}
