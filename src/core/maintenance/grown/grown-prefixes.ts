import type { GrownPrefix } from '../../../contract/maintenance.ts';
import { copyBytes, startsWith } from '../../bytes/bytes.ts';
import { groupLength } from './group-length.ts';

type Group = { -readonly [Name in keyof GrownPrefix]: GrownPrefix[Name] };

/**
 * Sums up keys by prefix, exactly and in bounded memory: keys come in their order, so that the keys of a prefix come one
 * after another, and a prefix is done when a key without it comes. Only the largest ones are kept.
 */
export class GrownPrefixes {
  readonly #registries: readonly Uint8Array[];
  readonly #most: number;
  /** The prefixes of the last key that have keys, the shortest first. */
  readonly #open: Group[] = [];
  readonly #largest: GrownPrefix[] = [];
  #keys = 0;
  #bytes = 0;

  constructor(registries: readonly Uint8Array[], most: number) {
    this.#registries = registries;
    this.#most = most;
  }

  /** Adds the next key. */
  add({ key, value }: { readonly key: Uint8Array; readonly value: Uint8Array }): void {
    for (let last = this.#open.at(-1); last !== undefined && !startsWith(key, last.prefix); last = this.#open.at(-1)) {
      this.#open.pop();
      this.#keep(last);
    }
    const length = groupLength(key, this.#registries);
    let group = this.#open.at(-1);
    if (group === undefined || group.prefix.length !== length) {
      group = { prefix: copyBytes(key, 0, length), keys: 0, bytes: 0 };
      this.#open.push(group);
    }
    const bytes = key.length + value.length;
    group.keys += 1;
    group.bytes += bytes;
    this.#keys += 1;
    this.#bytes += bytes;
  }

  /** Returns the largest prefixes, the largest first, and the sum of all. Nothing is added afterwards. */
  finish(): {
    readonly prefixes: readonly GrownPrefix[];
    readonly total: { readonly keys: number; readonly bytes: number };
  } {
    for (const group of this.#open.splice(0)) this.#keep(group);
    return { prefixes: this.#largest, total: { keys: this.#keys, bytes: this.#bytes } };
  }

  #keep(group: GrownPrefix): void {
    const isFull = this.#largest.length === this.#most;
    if (isFull && group.bytes <= (this.#largest.at(-1)?.bytes ?? 0)) return;
    if (isFull) this.#largest.pop();
    const after = this.#largest.findLastIndex(({ bytes }) => bytes >= group.bytes);
    this.#largest.splice(after + 1, 0, group);
  }
}
