import { gunzipped } from './packed-parts.ts';

/** What may be done for one value: in nanoseconds of work by estimate, in bytes, in characters. */
export interface SearchBounds {
  readonly work: number;
  readonly unpacked: number;
  readonly yaml: number;
}

/** On an event loop, which must turn: less than a tenth of a second for any kind of search. */
export const loopBounds: SearchBounds = { work: 20e6, unpacked: 256 * 1024, yaml: 2 * 1024 };
/** In a thread: seconds, less than its deadline. */
export const valueBounds: SearchBounds = { work: 1.2e9, unpacked: 16 * 2 ** 20, yaml: 128 * 1024 };
/** What one gzip may unpack to. */
const mostGunzipped = 4 * 2 ** 20;
const gunzipWork = 50_000;
const gunzipByteWork = 5;

/**
 * What is left to be done for one value: for searching it, for covering what is found, and for searching what was
 * covered. All of them count together, however many carriers lie in it.
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

  /** Whether something was left undone, so that the answer is the safe one and may not be the true one. */
  get isShort(): boolean {
    return this.#isShort;
  }

  /** The work done so far, in estimated nanoseconds. */
  get spent(): number {
    return this.#spent;
  }

  /** Whether work may be done, which then counts. After the first that may not, none may. */
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

  /** Whether so much of YAML may be read, which costs a hundred times what all else does. */
  spendYaml(characters: number): boolean {
    this.#yaml -= characters;
    if (this.#yaml >= 0) return true;
    this.#isShort = true;
    return false;
  }

  /** Returns what gzip packed; `null` where it is damaged, cut off, or more than is left. */
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
